"""The scenes. Each: name, seed, caption, backdrop, what stands where, and the camera."""

import backdrops as b
import growing as g
import made as m


def at(kind, build, place=(0, 0, 0), turn=0, size=1.0, tilt=(0, 0)):
    """`kind` is the class as the network names it; `turn` about z and `tilt` about x and y in degrees."""
    return {'kind': kind, 'build': build, 'place': place, 'rotation': (*tilt, turn), 'size': size}


def scene(name, seed, caption, backdrop, things, camera=(0, -6, 2.6), target=(0, 0, 0.9), lens=60, exposure=0.0):
    return {'name': name, 'seed': seed, 'caption': caption, 'backdrop': backdrop, 'things': things,
            'camera': camera, 'target': target, 'lens': lens, 'exposure': exposure}


def tinted(build, **given):
    return lambda rng: build(rng, **given)


SCENES = [
    scene('orange-1', 1, 'Three oranges on a kitchen table', b.kitchen, [
        at('orange', g.orange, (-1.05, 0.2, 0)), at('orange', g.orange, (1.0, 0.3, 0), 70), at('orange', g.orange, (0.05, -1.1, 0), 20, 1.0, (0, 25))],
        (0.3, -6, 3.4), (0, -0.2, 0.8), 58),
    scene('lemon-1', 3, 'Four lemons on a kitchen table', b.kitchen, [
        at('lemon', g.lemon, (-0.95, 0.3, 0), 30), at('lemon', g.lemon, (0.95, 0.45, 0), -25), at('lemon', g.lemon, (0.1, -1.0, 0), 10), at('lemon', g.lemon, (0.1, -0.1, 1.25), 60)],
        (0.2, -6, 3.0), (0, 0, 0.95), 58),
    scene('banana-1', 5, 'A bunch of bananas', b.kitchen, [at('banana', g.banana_bunch, (0.1, 0, 0), 15)], (0.3, -6.3, 2.8), (0, 0, 0.8), 62),
    scene('basketball-1', 6, 'A basketball on a court', b.court, [at('basketball', m.basketball)], (0, -5, 1.5), (0, 0, 1.0), 62),
    scene('teapot-1', 10, 'A red teapot on a kitchen table', b.kitchen, [at('teapot', m.teapot, (-0.3, 0, 0), -15)], (0, -6.4, 2.7), (0, 0, 0.9), 62),
    scene('candle-1', 12, 'A candle in a dim room', b.dusk, [at('candle', m.candle)], (0, -7, 2.6), (0, 0, 1.7), 62),
    scene('pop-1', 14, 'A bottle of pop on a cloth', b.cloth, [at('pop bottle', m.pop_bottle)], (0, -7, 2.2), (0, 0, 1.6), 64),
    scene('beer-1', 15, 'A beer bottle on a kitchen table', b.kitchen, [at('beer bottle', m.beer_bottle)], (0, -7.2, 2.4), (0, 0, 1.75), 62),
    scene('mushroom-1', 17, 'Mushrooms on a forest floor', b.forest, [at('mushroom', g.mushrooms)], (0.1, -5.6, 1.9), (-0.1, 0, 1.0), 60, 0.4),
    scene('mushroom-2', 18, 'A pale mushroom in grass', b.grass, [at('mushroom', tinted(g.mushroom, color=(0.5, 0.36, 0.22)))], (0.1, -5.4, 1.5), (0, 0, 1.1), 62),
    scene('umbrella-1', 19, 'A red umbrella under the sky', b.open_sky, [at('umbrella', m.umbrella, (0, 0, 0.6), 10, 1, (18, 14))], (0, -7, 2.2), (0, 0, 2.5), 60),
    scene('umbrella-2', 20, 'A striped parasol', b.open_sky, [at('umbrella', tinted(m.umbrella, tints=((0.65, 0.03, 0.03), (0.75, 0.75, 0.7), (0.02, 0.12, 0.5), (0.8, 0.5, 0.03))), (0, 0, 0.4), 25, 1, (30, -16))], (0, -7, 3.2), (0, -0.3, 2.5), 60),
    scene('pepper-2', 22, 'Peppers on a kitchen table', b.kitchen, [at('bell pepper', tinted(g.bell_pepper, color=(0.06, 0.22, 0.015)), (-1.1, 0.4, 0)), at('bell pepper', g.bell_pepper, (1.0, 0.4, 0), 50), at('bell pepper', tinted(g.bell_pepper, color=(0.8, 0.45, 0.01)), (0, -1.0, 0), 20, 0.9)], (0, -6.6, 3.4), (0, 0, 0.95), 60),
    scene('pomegranate-1', 24, 'Two pomegranates', b.kitchen, [at('pomegranate', g.pomegranate, (-1.0, 0.2, 0), 0, 1, (10, -15)), at('pomegranate', g.pomegranate, (1.0, -0.2, 0), 40, 1, (40, 20))], (0, -6, 2.8), (0, 0, 0.95), 58),
    scene('ladybug-1', 25, 'A ladybird on a leaf', b.leaf, [at('ladybug', g.ladybug, (0, 0, 0), -30)], (0.4, -4.6, 2.8), (0.1, 0, 0.3), 58),
    scene('ladybug-2', 26, 'A ladybird, from above', b.leaf, [at('ladybug', g.ladybug, (0, 0, 0), 60)], (0.2, -3.4, 4.4), (0.1, 0.1, 0.2), 58),
    scene('lampshade-1', 27, 'A lamp in a dim room', b.dusk, [at('lampshade', m.lampshade)], (0, -7, 2.0), (0, 0, 1.6), 60),
    scene('bus-2', 29, 'A school bus from the side', b.street, [at('school bus', m.school_bus, (0, 0, 0), -8)], (0.6, -11, 2.6), (0.2, 0, 1.3), 62),
    scene('pizza-1', 30, 'A pizza', b.kitchen, [at('pizza', m.pizza)], (0, -3.4, 4.6), (0, -0.05, 0.1), 48),
    scene('fence-1', 31, 'A picket fence', b.grass, [at('picket fence', m.picket_fence, (0, 0, 0), 18)], (0, -6.5, 1.8), (0, 0, 1.3), 58),
    scene('obelisk-1', 32, 'An obelisk', b.open_sky, [at('obelisk', m.obelisk, (0, 0, 0), 30)], (0, -10, 1.6), (0, 0, 2.9), 55),
    scene('bucket-1', 33, 'A bucket', b.cloth, [at('bucket', m.bucket)], (0, -6, 3.2), (0, 0, 1.15), 62),
    scene('barrel-1', 34, 'A barrel in a yard', b.grass, [at('barrel', m.barrel)], (0, -6.2, 2.6), (0, 0, 1.15), 62),
    scene('dumbbell-1', 35, 'A dumbbell', b.court, [at('dumbbell', m.dumbbell, (0, 0, 0), 25)], (0, -6, 2.6), (0, 0, 0.5), 60),
    scene('hourglass-1', 36, 'An hourglass', b.cloth, [at('hourglass', m.hourglass)], (0, -7.5, 2.2), (0, 0, 1.55), 66),
    scene('pan-1', 37, 'An egg in a frying pan', b.kitchen, [at('frying pan', m.frying_pan, (-0.5, 0, 0), 20)], (0, -5, 4.2), (0.1, 0.1, 0.2), 50),
    scene('espresso-1', 38, 'A cup of espresso', b.kitchen, [at('espresso', m.espresso, (0, 0, 0), -40)], (0, -4.6, 3.4), (0, 0, 0.5), 56),
    # Two things of different classes.
    scene('orange-lemon', 51, 'An orange beside lemons', b.kitchen, [at('orange', g.orange, (-1.0, 0, 0)), at('lemon', g.lemon, (1.0, -0.5, 0), 30), at('lemon', g.lemon, (0.85, 0.9, 0), -20)], (0, -6, 2.9), (0, 0, 0.85), 58),
    scene('teapot-orange', 53, 'A teapot beside an orange', b.kitchen, [at('teapot', tinted(m.teapot, color=(0.7, 0.72, 0.75)), (-0.9, 0.2, 0), 180), at('orange', g.orange, (1.3, -0.4, 0))], (0, -6.8, 2.7), (0.1, 0, 0.95), 56),
    scene('beer-pop', 55, 'A beer bottle beside a bottle of pop', b.cloth, [at('beer bottle', m.beer_bottle, (-0.95, 0, 0)), at('pop bottle', m.pop_bottle, (0.95, 0, 0))], (0, -7.5, 2.3), (0, 0, 1.65), 60),
    scene('candle-teapot', 56, 'A candle beside a teapot', b.dusk, [at('teapot', m.teapot, (-0.9, 0, 0), 170), at('candle', m.candle, (1.3, -0.2, 0), 0, 0.8)], (0, -7, 2.6), (0.1, 0, 1.25), 56),
    scene('espresso-orange', 59, 'A cup of espresso beside an orange', b.kitchen, [at('espresso', m.espresso, (-0.9, -0.2, 0), 130), at('orange', g.orange, (1.35, 0.2, 0))], (0, -5.8, 3.3), (0, 0, 0.6), 54),
    scene('pepper-lemon', 61, 'A green pepper beside a lemon', b.kitchen, [at('bell pepper', tinted(g.bell_pepper, color=(0.06, 0.22, 0.015)), (-1.05, 0, 0)), at('lemon', g.lemon, (1.05, -0.3, 0), 30)], (0, -6, 2.8), (0, 0, 0.95), 58),
    scene('lampshade-teapot', 63, 'A teapot under a lamp', b.dusk, [at('lampshade', m.lampshade, (-0.9, 0.4, 0)), at('teapot', m.teapot, (1.1, -0.6, 0), 0, 0.75)], (0, -7, 2.4), (0.1, 0, 1.35), 56),
]
