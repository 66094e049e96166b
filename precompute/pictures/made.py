"""What is made: `(rng) -> parts`, about two units wide, standing on z = 0."""

from math import cos, pi, sin

from mathutils import Vector

from materials import glass, glow, surface, wood
from shapes import arc, ball, box, lathe, mesh, smooth_profile, tube


def _ring(radius, centre, axis, thickness, material, start=0, end=360):
    """A ring about an axis."""
    turn = Vector(axis).to_track_quat('Z', 'Y')
    points = [turn @ Vector((radius * cos(a * pi / 180), radius * sin(a * pi / 180), 0)) + Vector(centre)
              for a in range(start, end + 1, 5)]
    return tube('ring', points, thickness, material, 8)


def basketball(rng):
    skin = surface('skin', (0.45, 0.125, 0.03), 0.5, (0.36, 0.09, 0.02), 3, bump=0.8, bump_scale=60)
    black = surface('seam', (0.012, 0.01, 0.01), 0.6)
    parts = [ball('ball', 1, (0, 0, 0), skin, segments=96)]
    parts += [_ring(1.0, (0, 0, 0), axis, 0.022, black) for axis in ((1, 0, 0), (0, 1, 0))]
    for side in (-1, 1):
        turn = Vector((0, 0, side))
        points = []
        for a in range(0, 361, 5):
            t = a * pi / 180
            d = Vector((0.82 * cos(t), 0.95 * sin(t), 0.0))
            d = Vector((side * (0.62 + 0.18 * cos(2 * t)), 0.72 * cos(t), 0.72 * sin(t)))
            points.append(d.normalized())
        parts.append(tube('seam', points, 0.022, black, 8))
    for part in parts:
        part.rotation_euler = (0.5, 0.35, 0.5 + rng.random())
        part.location = (0, 0, 1)
    return parts


def teapot(rng, color=(0.55, 0.1, 0.05)):
    glaze = surface('glaze', color, 0.12, [c * 0.85 for c in color], 3, coat=0.8)
    body = lathe('body', smooth_profile([(0.0, 0.0), (0.62, 0.02), (0.66, 0.08), (0.98, 0.45), (1.08, 0.85), (0.9, 1.3), (0.6, 1.55), (0.56, 1.6)]), glaze, 72)
    lid = lathe('lid', smooth_profile([(0.64, 1.56), (0.62, 1.64), (0.35, 1.78), (0.08, 1.84), (0.07, 1.9), (0.16, 2.0), (0.13, 2.1), (0, 2.14)]), glaze, 48)
    spout = tube('spout', [(0.85, 0, 0.55), (1.2, 0, 0.65), (1.45, 0, 0.95), (1.58, 0, 1.35), (1.78, 0, 1.62), (1.86, 0, 1.66)],
                 lambda t: 0.3 - 0.2 * t, glaze, 24)
    handle = tube('handle', arc((-0.98, 0, 0.92), 0.52, 62, 298, 40), lambda t: 0.1, glaze, 16)
    return [body, lid, spout, handle]


def candle(rng, color=(0.9, 0.66, 0.36)):
    wax = surface('wax', color, 0.5, glow=0.3)
    body = lathe('wax', smooth_profile([(0, 0), (0.62, 0), (0.62, 0.1), (0.62, 2.2), (0.58, 2.34), (0.5, 2.34), (0.35, 2.2), (0, 2.16)]), wax, 48)
    hot = lathe('hot', [(0.0, 2.17), (0.45, 2.28)], glow('hot', (1, 0.5, 0.15), 1.2), 32)
    wick = tube('wick', [(0, 0, 2.1), (0, 0, 2.35), (0.05, 0, 2.5)], 0.03, surface('wick', (0.02, 0.02, 0.02), 1), 8)
    flame = lathe('flame', smooth_profile([(0, 2.36), (0.12, 2.48), (0.19, 2.7), (0.11, 3.05), (0.0, 3.4)]), glow('flame', (1, 0.62, 0.2), 14), 24)
    plate = lathe('dish', smooth_profile([(0, 0.0), (0.95, 0.0), (1.1, 0.12), (1.05, 0.14), (0.9, 0.05), (0, 0.04)]), surface('dish', (0.5, 0.3, 0.08), 0.3, metallic=1), 48)
    import bpy
    data = bpy.data.lights.new('flame', 'POINT')
    data.energy, data.color, data.shadow_soft_size = 45, (1, 0.6, 0.25), 0.15
    light = bpy.data.objects.new('flame light', data)
    bpy.context.collection.objects.link(light)
    light.location = (0, 0, 2.9)
    return [body, hot, wick, flame, plate, light]


def bottle(rng, tint, label, profile, cap, fill=None, label_span=(0.9, 1.9)):
    shell = lathe('bottle', smooth_profile(profile, 90), glass('bottle', tint), 56)
    parts = [shell]
    if fill:
        inside = [(max(0, r - 0.05), z + 0.03) for r, z in smooth_profile(profile, 90) if z < profile[-1][1] * 0.74]
        parts.append(lathe('drink', inside + [(0, inside[-1][1])], surface('drink', fill, 0.05, specular=0.5), 48))
    low, high = label_span
    around = [p for p in smooth_profile(profile, 200) if low <= p[1] <= high]
    parts.append(lathe('label', [(r + 0.012, z) for r, z in around], label, 56))
    top = profile[-1]
    parts.append(lathe('cap', [(0, top[1] + 0.12), (top[0] + 0.05, top[1] + 0.12), (top[0] + 0.06, top[1] - 0.1)], cap, 32))
    return parts


BEER = [(0, 0), (0.55, 0), (0.58, 0.08), (0.58, 1.0), (0.57, 1.95), (0.4, 2.4), (0.24, 2.75), (0.2, 3.3), (0.22, 3.45)]
POP = [(0, 0.06), (0.5, 0), (0.64, 0.25), (0.62, 0.6), (0.56, 1.0), (0.64, 1.4), (0.66, 2.0), (0.5, 2.5), (0.24, 2.95), (0.2, 3.15)]


def beer_bottle(rng):
    label = surface('label', (0.75, 0.68, 0.5), 0.7, (0.5, 0.08, 0.05), 1.1)
    return bottle(rng, (0.3, 0.1, 0.015), label, BEER, surface('cap', (0.6, 0.5, 0.2), 0.3, metallic=0.8), (0.05, 0.014, 0.003), (0.5, 1.6))


def pop_bottle(rng):
    label = surface('label', (0.03, 0.16, 0.42), 0.3, (0.04, 0.2, 0.5), 1)
    cap = surface('cap', (0.75, 0.42, 0.03), 0.4)
    parts = bottle(rng, (0.9, 0.96, 0.92), label, POP, cap, (0.62, 0.16, 0.01), (1.3, 2.1))
    bands = [[(0.675 * cos(a / 9), 0.675 * sin(a / 9), z) for a in range(58)] for z in (1.42, 1.98)]
    return parts + [tube('band', band, 0.035, surface('band', (0.85, 0.62, 0.05), 0.4), 8) for band in bands]


def umbrella(rng, tints=((0.6, 0.02, 0.03),)):
    cloths = [surface('cloth', tint, 0.75, bump=0.1, bump_scale=50) for tint in tints]
    panels, rings, per = 8, 14, 8
    vertices, faces, picks = [], [], []
    for i in range(rings + 1):
        t = i / rings
        for j in range(panels * per):
            angle = 2 * pi * j / (panels * per)
            within = (j % per) / per
            sag = sin(pi * within)
            r = 1.9 * sin(t * 1.25) / sin(1.25) * (1 - 0.1 * sag * t)
            vertices.append((r * cos(angle), r * sin(angle), 2.9 - 1.15 * (1 - cos(t * 1.25)) / (1 - cos(1.25)) + 0.07 * sag * t))
    n = panels * per
    for i in range(rings):
        for j in range(n):
            faces.append((i * n + j, i * n + (j + 1) % n, (i + 1) * n + (j + 1) % n, (i + 1) * n + j))
            picks.append(j // per % len(tints))
    cover = mesh('cover', vertices, faces, cloths[0])
    for cloth in cloths[1:]:
        cover.data.materials.append(cloth)
    for polygon, pick in zip(cover.data.polygons, picks):
        polygon.material_index = pick
    steel = surface('steel', (0.5, 0.5, 0.5), 0.3, metallic=1)
    parts = [cover, tube('pole', [(0, 0, 0.2), (0, 0, 1.5), (0, 0, 3.15)], 0.035, steel, 10),
             tube('handle', [(0, 0, 0.35), *arc((0.2, 0, 0.1), 0.2, 180, 380, 16)], 0.065, wood('grip', (0.1, 0.04, 0.02), (0.25, 0.12, 0.05)), 12)]
    for i in range(panels):
        a = 2 * pi * i / panels
        rib = [(1.9 * sin(t * 1.25) / sin(1.25) * cos(a), 1.9 * sin(t * 1.25) / sin(1.25) * sin(a), 2.88 - 1.15 * (1 - cos(t * 1.25)) / (1 - cos(1.25))) for t in (0, .2, .4, .6, .8, 1)]
        parts.append(tube('rib', rib, 0.014, steel, 6))
    return parts


def lampshade(rng):
    shade = surface('shade', (0.95, 0.58, 0.24), 0.9, bump=0.2, bump_scale=70, glow=1.3)
    brass = surface('brass', (0.55, 0.35, 0.1), 0.25, metallic=1)
    cover = lathe('shade', [(1.15, 1.5), (1.12, 1.6), (0.66, 2.75), (0.64, 2.8)], shade, 64)
    trims = [_ring(1.15, (0, 0, 1.5), (0, 0, 1), 0.03, surface('trim', (0.4, 0.22, 0.1), 0.8)), _ring(0.65, (0, 0, 2.8), (0, 0, 1), 0.03, surface('trim', (0.4, 0.22, 0.1), 0.8))]
    foot = lathe('foot', smooth_profile([(0, 0), (0.55, 0), (0.5, 0.1), (0.16, 0.22), (0.3, 0.55), (0.32, 0.8), (0.1, 1.1), (0.07, 1.7)]), brass, 48)
    import bpy
    data = bpy.data.lights.new('bulb', 'POINT')
    data.energy, data.color, data.shadow_soft_size = 70, (1, 0.75, 0.45), 0.2
    bulb = bpy.data.objects.new('bulb', data)
    bpy.context.collection.objects.link(bulb)
    bulb.location = (0, 0, 2.9)
    return [cover, *trims, foot, bulb]


def school_bus(rng):
    yellow = surface('yellow', (0.85, 0.42, 0.012), 0.3, coat=0.5)
    black = surface('black', (0.015, 0.015, 0.015), 0.5)
    pane = surface('pane', (0.03, 0.04, 0.05), 0.05)
    parts = [box('body', (5, 1.7, 1.75), (-0.4, 0, 1.4), yellow, 0.16), box('hood', (1.2, 1.5, 0.85), (2.6, 0, 1.0), yellow, 0.15),
             box('front', (0.05, 1.4, 0.7), (2.1, 0, 1.85), pane, 0), box('grille', (0.06, 1.1, 0.5), (3.2, 0, 0.95), black, 0),
             box('bumper', (0.16, 1.7, 0.2), (3.25, 0, 0.55), black, 0.03), box('roof', (4.9, 1.2, 0.1), (-0.4, 0, 2.3), surface('roof', (0.85, 0.8, 0.6), 0.5), 0.04)]
    for side in (-1, 1):
        for i in range(6):
            parts.append(box('pane', (0.6, 0.04, 0.52), (-2.45 + 0.74 * i, 0.85 * side, 1.86), pane, 0))
        for z in (1.42, 1.2, 0.75):
            parts.append(box('stripe', (5, 0.03, 0.06), (-0.4, 0.86 * side, z), black, 0))
        for x in (-1.7, 2.2):
            tyre = lathe('tyre', smooth_profile([(0.2, -0.16), (0.42, -0.16), (0.47, 0), (0.42, 0.16), (0.2, 0.16)]), black, 40)
            hub = lathe('hub', [(0, 0.1), (0.2, 0.13), (0.24, -0.1)], surface('hub', (0.5, 0.5, 0.48), 0.4), 24)
            for part in (tyre, hub):
                part.rotation_euler, part.location = (-side * pi / 2, 0, 0), (x, 0.8 * side, 0.47)
                parts.append(part)
        parts.append(ball('light', 0.12, (3.2, 0.52 * side, 1.12), surface('light', (0.9, 0.9, 0.85), 0.1)))
        parts.append(ball('signal', 0.1, (2.12, 0.6 * side, 2.15), surface('signal', (0.7, 0.03, 0.02), 0.2)))
    return parts


def pizza(rng):
    crust = surface('crust', (0.45, 0.2, 0.06), 0.8, (0.6, 0.36, 0.15), 3, bump=0.4, bump_scale=9)
    cheese = surface('cheese', (0.75, 0.42, 0.09), 0.45, (0.6, 0.1, 0.025), 2.2, bump=0.5, bump_scale=8)
    parts = [lathe('cheese', [(0, 0.14), (1.75, 0.13), (1.8, 0.1)], cheese, 64),
             lathe('crust', smooth_profile([(1.75, 0.05), (1.78, 0.22), (1.92, 0.26), (2.02, 0.14), (1.98, 0), (1.75, 0)]), crust, 72, lambda a, z: 1 + 0.012 * sin(7 * a) + 0.01 * sin(17 * a))]
    for tint, count, radius in (((0.4, 0.035, 0.02), 13, 0.27), ((0.06, 0.2, 0.03), 26, 0.1), ((0.02, 0.018, 0.02), 14, 0.1)):
        material = surface('topping', tint, 0.4, [c * 1.5 for c in tint], 6)
        for _ in range(count):
            r, a = 1.6 * rng.random() ** 0.5, 2 * pi * rng.random()
            piece = ball('topping', radius, (r * cos(a), r * sin(a), 0.155), material, segments=24)
            piece.scale = (1, 0.6 + 0.4 * rng.random(), 0.16 if radius > 0.2 else 0.4)
            piece.rotation_euler = (0, 0, a)
            parts.append(piece)
    return parts


def picket_fence(rng):
    white = surface('white', (0.75, 0.75, 0.72), 0.6, (0.6, 0.6, 0.57), 1.5, bump=0.15, bump_scale=20)
    parts = [box('rail', (12, 0.1, 0.22), (0, 0.1, z), white) for z in (0.6, 1.6)]
    for i in range(19):
        x = -5.4 + 0.6 * i
        corners = [(-0.19, 0), (0.19, 0), (0.19, 1.95), (0, 2.3), (-0.19, 1.95)]
        vertices = [(x + u, y, z) for y in (-0.05, 0.03) for u, z in corners]
        faces = [(0, 1, 2, 3, 4), (9, 8, 7, 6, 5)] + [(k, k + 5, (k + 1) % 5 + 5, (k + 1) % 5) for k in range(5)]
        parts.append(mesh('picket', vertices, faces, white, smooth=False))
    return parts


def obelisk(rng):
    stone = surface('stone', (0.5, 0.45, 0.36), 0.9, (0.38, 0.34, 0.27), 2.5, bump=0.4, bump_scale=20)
    vertices = [(sx * w, sy * w, z) for w, z in ((0.42, 0.9), (0.27, 5.2)) for sx, sy in ((-1, -1), (1, -1), (1, 1), (-1, 1))] + [(0, 0, 5.65)]
    faces = [(0, 1, 5, 4), (1, 2, 6, 5), (2, 3, 7, 6), (3, 0, 4, 7), (4, 5, 8), (5, 6, 8), (6, 7, 8), (7, 4, 8)]
    return [mesh('shaft', vertices, faces, stone, smooth=False), box('base', (1.3, 1.3, 0.6), (0, 0, 0.6), stone), box('step', (2, 2, 0.3), (0, 0, 0.15), stone)]


def bucket(rng):
    tint = [(0.05, 0.15, 0.5), (0.6, 0.05, 0.03), (0.5, 0.5, 0.52)][int(3 * rng.random())]
    pail = surface('pail', tint, 0.35, coat=0.2)
    wall = lathe('pail', [(0, 0.05), (0.78, 0.0), (0.8, 0.05), (1.05, 1.75), (1.12, 1.78), (1.12, 1.86), (1.02, 1.86), (0.78, 0.1), (0, 0.1)], pail, 64)
    handle = tube('handle', arc((0, 0, 1.75), 1.12, 0, 180, 40), 0.03, surface('wire', (0.5, 0.5, 0.5), 0.3, metallic=1), 8)
    handle.rotation_euler = (0.0, 0, 0.25)
    return [wall, handle]


def barrel(rng):
    import bpy
    staves = wood('stave', (0.12, 0.055, 0.02), (0.34, 0.18, 0.08))
    iron = surface('hoop', (0.05, 0.05, 0.055), 0.45, metallic=0.8)
    profile = smooth_profile([(0.8, 0), (0.95, 0.6), (1.0, 1.15), (0.95, 1.7), (0.8, 2.3)])
    wall = lathe('staves', profile, staves, 120, lambda a, z: 1 - 0.018 * (abs(sin(10 * a)) < 0.12))
    head = lathe('head', [(0, 2.2), (0.8, 2.2)], staves, 48)
    hoops = [lathe('hoop', [(r + 0.015, z) for r, z in profile if abs(z - at) < 0.11], iron, 64) for at in (0.16, 0.65, 1.65, 2.14)]
    return [wall, head, *hoops]


def dumbbell(rng):
    iron = surface('iron', (0.025, 0.025, 0.028), 0.4, bump=0.3, bump_scale=40)
    steel = surface('steel', (0.6, 0.6, 0.6), 0.25, metallic=1)
    parts = []
    for side in (-1, 1):
        head = lathe('head', [(0, -0.38), (0.5, -0.38), (0.68, -0.22), (0.68, 0.22), (0.5, 0.38), (0, 0.38)], iron, 6)
        for polygon in head.data.polygons:
            polygon.use_smooth = False
        head.rotation_euler, head.location = (pi / 6, pi / 2, 0), (1.2 * side, 0, 0.6)
        parts.append(head)
    return parts + [tube('bar', [(-1, 0, 0.6), (0, 0, 0.6), (1, 0, 0.6)], lambda t: 0.15 + 0.04 * sin(pi * t), steel, 24)]


def hourglass(rng):
    frame = wood('frame', (0.13, 0.05, 0.02), (0.35, 0.17, 0.07))
    sand = surface('sand', (0.75, 0.5, 0.25), 0.95, (0.6, 0.4, 0.2), 30)
    parts = [lathe('plate', smooth_profile([(0, z), (0.95, z), (1.0, z + 0.1), (0.9, z + 0.2), (0, z + 0.2)]), frame, 48) for z in (0, 2.9)]
    parts += [tube('post', [(0.8 * cos(a), 0.8 * sin(a), z) for z in (0.2, 0.8, 1.5, 2.2, 2.9)], 0.07, frame, 12) for a in (0.4, 2.0, 3.6, 5.2)]
    outline = [(0.05, 0.2), (0.55, 0.3), (0.6, 0.7), (0.4, 1.2), (0.07, 1.55), (0.4, 1.9), (0.6, 2.4), (0.55, 2.8), (0.05, 2.9)]
    parts.append(lathe('bulbs', smooth_profile(outline, 90), glass('bulbs', (0.97, 0.98, 1)), 48))
    parts.append(lathe('sand', [(0, 0.24), (0.5, 0.3), (0.54, 0.55), (0.3, 0.75), (0, 0.95)], sand, 40))
    parts.append(lathe('sand', [(0, 1.55), (0.05, 1.6), (0.36, 1.95), (0.45, 2.1), (0, 2.05)], sand, 40))
    return parts


def frying_pan(rng):
    iron = surface('iron', (0.02, 0.02, 0.022), 0.35, bump=0.1, bump_scale=40)
    pan = lathe('pan', smooth_profile([(0, 0.06), (1.2, 0.06), (1.45, 0.38), (1.52, 0.4), (1.5, 0.3), (1.25, 0), (0, 0)]), iron, 72)
    handle = tube('handle', [(1.35, 0, 0.3), (1.8, 0, 0.42), (2.8, 0, 0.55), (3.1, 0, 0.56)], lambda t: 0.1 + 0.06 * t, iron, 14)
    egg = lathe('egg', [(0, 0.12), (0.5, 0.11), (0.62, 0.07)], surface('white', (0.85, 0.83, 0.78), 0.3), 48, lambda a, z: 1 + 0.1 * sin(3 * a) + 0.06 * sin(5 * a))
    yolk = ball('yolk', 0.24, (0.05, 0.03, 0.12), surface('yolk', (0.9, 0.45, 0.02), 0.15))
    yolk.scale = (1, 1, 0.55)
    return [pan, handle, egg, yolk]


def espresso(rng):
    china = surface('china', (0.82, 0.8, 0.77), 0.1, coat=0.8)
    cup = lathe('cup', smooth_profile([(0, 0.12), (0.45, 0.12), (0.52, 0.16), (0.85, 0.6), (0.98, 1.1), (0.93, 1.1), (0.8, 0.65), (0.45, 0.25), (0, 0.22)]), china, 64)
    dish = lathe('dish', smooth_profile([(0, 0.03), (0.6, 0.05), (1.3, 0.14), (1.75, 0.26), (1.78, 0.22), (1.2, 0.02), (0, 0)]), china, 72)
    handle = tube('handle', arc((1.0, 0, 0.7), 0.3, -110, 100, 24), 0.075, china, 14)
    brew = lathe('brew', [(0, 0.93), (0.6, 0.93), (0.9, 0.94)], surface('crema', (0.3, 0.12, 0.03), 0.3, (0.14, 0.045, 0.012), 2.2), 48)
    return [cup, dish, handle, brew]
