"""Where things stand: `(rng) -> None` puts ground, surroundings and light into the scene."""

from math import cos, pi, sin

import bpy

from materials import glow, surface, wood
from shapes import ball, box, mesh


def _ground(material, size=30, z=0.0):
    s = size
    return mesh('ground', [(-s, -s, z), (s, -s, z), (s, s, z), (-s, s, z)], [(0, 1, 2, 3)], material, smooth=False)


def _world(color, strength):
    world = bpy.data.worlds.new('world')
    bpy.context.scene.world = world
    world.use_nodes = True
    shade = world.node_tree.nodes['Background']
    shade.inputs['Color'].default_value = (*color, 1)
    shade.inputs['Strength'].default_value = strength
    return world


def area(place, target, size, power, color=(1, 1, 1)):
    from mathutils import Vector
    data = bpy.data.lights.new('area', 'AREA')
    data.size, data.energy, data.color = size, power, color
    made = bpy.data.objects.new('area', data)
    bpy.context.collection.objects.link(made)
    made.location = place
    made.rotation_euler = (Vector(target) - Vector(place)).to_track_quat('-Z', 'Y').to_euler()


def sky(elevation=35, turn=-120, strength=0.25):
    """The clear sky of Nishita, with the sun at `elevation` degrees."""
    world = _world((1, 1, 1), strength)
    nodes, links = world.node_tree.nodes, world.node_tree.links
    texture = nodes.new('ShaderNodeTexSky')
    texture.sky_type = 'NISHITA'
    texture.sun_elevation, texture.sun_rotation = elevation * pi / 180, turn * pi / 180
    texture.sun_intensity = 0.4
    links.new(texture.outputs['Color'], nodes['Background'].inputs['Color'])


def kitchen(rng):
    """A wooden table by a window, the room behind out of focus."""
    _ground(wood('table', (0.10, 0.045, 0.018), (0.36, 0.19, 0.085), planks=1.6))
    _world((0.9, 0.95, 1), 0.25)
    area((-5, -2, 5), (0, 0, 0.5), 3, 500, (1, 0.95, 0.88))
    area((5, 3, 4), (0, 0, 0.5), 2, 120, (0.8, 0.9, 1))
    wall = surface('wall', (0.55, 0.5, 0.42), 0.9, (0.45, 0.4, 0.33), 0.6)
    box('wall', (40, 0.4, 14), (0, 11, 6), wall)
    for i in range(9):
        tint = [0.08 + 0.5 * rng.random() for _ in range(3)]
        box('jar', (0.6 + rng.random(), 0.6, 0.8 + 2 * rng.random()), (-7 + 1.8 * i + rng.random(), 7.5, 0.7),
            surface('jar', tint, 0.4))


def cloth(rng, color=(0.75, 0.75, 0.72)):
    """A pale cloth that rises into the back, soft light: a studio."""
    _world((1, 1, 1), 0.35)
    area((-4, -3, 6), (0, 0, 0.5), 4, 550, (1, 0.98, 0.95))
    area((4, -1, 3), (0, 0, 0.5), 3, 130)
    steps = [(-14, 0), (4, 0)] + [(4 + 3 * sin(a * pi / 20), 3 - 3 * cos(a * pi / 20)) for a in range(1, 11)] + [(7, 16)]
    vertices = [(x, y, z) for y, z in steps for x in (-20, 20)]
    faces = [(2 * i, 2 * i + 1, 2 * i + 3, 2 * i + 2) for i in range(len(steps) - 1)]
    mesh('cloth', vertices, faces, surface('cloth', color, 0.9, bump=0.1, bump_scale=25))


def _blades(rng, count, spread, height, width, tints):
    vertices, faces, shades = [], [], []
    for _ in range(count):
        x, y = (rng.random() * 2 - 1) * spread, (rng.random() * 1.6 - 0.55) * spread
        turn, tall = rng.random() * 2 * pi, height * (0.4 + 0.8 * rng.random())
        lean = 0.5 * tall * rng.random()
        u, v = cos(turn), sin(turn)
        k = len(vertices)
        for t in (0, 0.5, 1):
            w = width * (1 - t) + 0.002
            cx, cy, cz = x + lean * t * t * v, y - lean * t * t * u, tall * t * (1 - 0.15 * t)
            vertices += [(cx - w * u, cy - w * v, cz), (cx + w * u, cy + w * v, cz)]
        faces += [(k, k + 1, k + 3, k + 2), (k + 2, k + 3, k + 5, k + 4)]
        shades += [int(rng.random() * len(tints))] * 2
    made = mesh('blades', vertices, faces, tints[0])
    for tint in tints[1:]:
        made.data.materials.append(tint)
    for polygon, shade in zip(made.data.polygons, shades):
        polygon.material_index = shade


def grass(rng):
    """A meadow in the sun."""
    sky()
    _ground(surface('soil', (0.05, 0.08, 0.02), 0.95, (0.09, 0.12, 0.03), 3))
    tints = [surface('blade', c, 0.6) for c in ((0.05, 0.16, 0.02), (0.09, 0.22, 0.03), (0.14, 0.2, 0.05))]
    _blades(rng, 9000, 5, 0.42, 0.02, tints)
    hedge = surface('hedge', (0.02, 0.06, 0.015), 0.9, (0.06, 0.13, 0.03), 2)
    for i in range(14):
        ball('hedge', 1.4 + rng.random(), (-13 + 2 * i, 12 + 2 * rng.random(), 0.8), hedge)


def forest(rng):
    """A forest floor: moss, dead leaves, trunks behind."""
    sky(25, 100, 0.16)
    _ground(surface('soil', (0.035, 0.025, 0.014), 1, (0.07, 0.06, 0.02), 2, bump=1, bump_scale=6))
    tints = [surface('leaf', c, 0.8) for c in ((0.2, 0.1, 0.03), (0.12, 0.06, 0.02), (0.06, 0.1, 0.02), (0.28, 0.16, 0.05))]
    _blades(rng, 1500, 4, 0.1, 0.09, tints)
    _blades(rng, 2500, 4, 0.22, 0.012, [surface('moss', (0.06, 0.13, 0.02), 0.9)])
    bark = surface('bark', (0.05, 0.035, 0.025), 0.95, (0.1, 0.07, 0.05), 5, bump=1, bump_scale=8)
    for i in range(9):
        box('trunk', (0.7 + 0.6 * rng.random(), 0.7, 14), (-12 + 3 * i + rng.random(), 7 + 5 * rng.random(), 6), bark, bevel=0.25)


def court(rng):
    """The boards of a sports hall."""
    _ground(wood('boards', (0.42, 0.22, 0.09), (0.62, 0.37, 0.17), roughness=0.18, planks=0.7))
    mesh('line', [(-30, 2.4, 0.002), (30, 2.2, 0.002), (30, 2.55, 0.002), (-30, 2.75, 0.002)], [(0, 1, 2, 3)],
         surface('paint', (0.7, 0.7, 0.7), 0.3))
    _world((0.9, 0.95, 1), 0.3)
    area((-3, -3, 7), (0, 0, 0), 3, 700)
    area((4, 5, 7), (0, 0, 0), 3, 400)
    box('wall', (60, 0.4, 16), (0, 16, 6), surface('wall', (0.12, 0.16, 0.28), 0.8))
    for i in range(8):
        box('seat', (2.6, 1, 1.2), (-14 + 4 * i, 14, 0.8 + rng.random()), surface('seat', (0.35, 0.06 + 0.1 * rng.random(), 0.05), 0.5))


def dusk(rng):
    """A dim room with a few distant lights."""
    _ground(wood('table', (0.05, 0.022, 0.01), (0.16, 0.075, 0.03), planks=1.6, roughness=0.3))
    _world((0.3, 0.32, 0.45), 0.06)
    area((-4, -4, 4.5), (0, 0, 1), 3, 110, (1, 0.82, 0.62))
    box('wall', (40, 0.4, 14), (0, 12, 6), surface('wall', (0.07, 0.04, 0.03), 0.9))
    for _ in range(6):
        ball('light', 0.16, (-6 + 12 * rng.random(), 10, 1 + 4 * rng.random()), glow('light', (1, 0.55, 0.2), 9))


def open_sky(rng):
    """A lawn, far trees, and much sky."""
    sky(40, -110, 0.22)
    _ground(surface('lawn', (0.05, 0.11, 0.025), 0.95, (0.1, 0.17, 0.05), 6, bump=0.6, bump_scale=40), 200)
    tree = surface('tree', (0.02, 0.05, 0.015), 0.95, (0.05, 0.1, 0.03), 1.2, bump=1, bump_scale=3)
    for i in range(26):
        ball('tree', 2 + 1.6 * rng.random(), (-39 + 3 * i, 34 + 5 * rng.random(), 1 + rng.random()), tree)


def street(rng):
    """Asphalt, a pavement, a row of house fronts."""
    sky(45, -140, 0.22)
    _ground(surface('asphalt', (0.06, 0.06, 0.065), 0.9, (0.1, 0.1, 0.1), 8, bump=0.3, bump_scale=80), 100)
    box('kerb', (80, 4, 0.24), (0, 6, 0.1), surface('kerb', (0.4, 0.39, 0.36), 0.9))
    for i in range(12):
        tint = [0.18 + 0.35 * rng.random(), 0.16 + 0.2 * rng.random(), 0.12 + 0.15 * rng.random()]
        box('house', (5.4, 4, 5 + 3 * rng.random()), (-33 + 6 * i, 14, 2.6), surface('house', tint, 0.9, bump=0.3, bump_scale=8))
        for k in range(4):
            box('window', (0.9, 0.1, 1.2), (-34.2 + 6 * i + 2.4 * (k % 2), 11.95, 1.6 + 2.2 * (k // 2)), surface('pane', (0.03, 0.04, 0.05), 0.1))
    for i in range(4):
        ball('tree', 1.5, (-12 + 8 * i + 2 * rng.random(), 8, 3.4), surface('tree', (0.03, 0.08, 0.02), 0.9, (0.07, 0.14, 0.03), 2, bump=1, bump_scale=5))


def leaf(rng):
    """A broad leaf seen from near, greenery behind."""
    sky(50, -120, 0.22)
    green = surface('leaf', (0.07, 0.22, 0.03), 0.4, (0.12, 0.3, 0.05), 3, bump=0.5, bump_scale=18)
    vertices, faces = [], []
    for i in range(41):
        for j in range(41):
            x, y = -9 + 18 * i / 40, -9 + 18 * j / 40
            vertices.append((x, y, -0.02 * x * x * 0.4 - abs(y) * 0.06))
    for i in range(40):
        for j in range(40):
            k = 41 * i + j
            faces.append((k, k + 41, k + 42, k + 1))
    mesh('leaf', vertices, faces, green)
    for i in range(7):
        vein = [(-9 + 3 * i + 0.25 * abs(y), y) for y in (-8, -4, 0, 4, 8)]
        for (x0, y0), (x1, y1) in zip(vein, vein[1:]):
            h = lambda x, y: -0.008 * x * x - abs(y) * 0.06 + 0.012
            mesh('vein', [(x0, y0, h(x0, y0)), (x0 + 0.09, y0, h(x0, y0)), (x1 + 0.09, y1, h(x1, y1)), (x1, y1, h(x1, y1))],
                 [(0, 1, 2, 3)], surface('vein', (0.18, 0.35, 0.1), 0.5))
    for _ in range(8):
        ball('blur', 2 + rng.random(), (-14 + 28 * rng.random(), 14 + 4 * rng.random(), -3 + 5 * rng.random()),
             surface('blur', (0.05, 0.2 * rng.random() + 0.05, 0.02), 0.9))
