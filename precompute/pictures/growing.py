"""What grows: `(rng) -> parts`, about two units wide, standing on z = 0."""

from math import atan2, cos, pi, sin

import bpy

from materials import surface
from shapes import arc, ball, lathe, mesh, smooth_profile, tube


def orange(rng):
    peel = surface('peel', (0.9, 0.27, 0.015), 0.38, (0.95, 0.36, 0.03), 2, bump=0.55, bump_scale=26)
    round_ = ball('orange', 1, (0, 0, 0.96), peel, lambda d: 1 - 0.05 * d.z**2 - 0.05 * max(0, d.z - 0.93) * 8)
    calyx = lathe('calyx', [(0.0, 0.06), (0.05, 0.05), (0.1, 0.0)], surface('calyx', (0.12, 0.2, 0.05), 0.8), 5)
    calyx.location = (0, 0, 1.87)
    return [round_, calyx]


def lemon(rng):
    peel = surface('peel', (0.85, 0.58, 0.015), 0.35, (0.9, 0.7, 0.05), 2, bump=0.5, bump_scale=22)
    tip = lambda d: 1 + 0.22 * max(0, abs(d.x) - 0.86) / 0.14 + 0.22 * d.x**2
    fruit = ball('lemon', 0.85, (0, 0, 0.82), peel, tip)
    fruit.rotation_euler = (0, 0.08, rng.random() * 3)
    return [fruit]


def banana_bunch(rng):
    parts = []
    peel = surface('peel', (0.83, 0.55, 0.03), 0.42, (0.75, 0.46, 0.03), 1.4, bump=0.15, bump_scale=14)
    end = surface('end', (0.1, 0.07, 0.02), 0.8)
    for i in range(4):
        width = lambda t: 0.30 * (max(0.0, 1 - abs(2 * t - 1) ** 3.2)) ** 0.5 * 0.9 + 0.07
        points = arc((0, 0, 0), 1.75, 195, 322, 30)
        fruit = tube('banana', points, width, peel, 6)
        modifier = fruit.modifiers.new('round', 'SUBSURF')
        modifier.levels = modifier.render_levels = 2
        tip = tube('tip', arc((0, 0, 0), 1.75, 321, 327, 3), 0.085, end, 10)
        for part in (fruit, tip):
            part.rotation_euler = (0.62 - 0.3 * i, 0.1, -0.12 + 0.16 * i)
            part.location = (0, -0.5 + 0.36 * i, 1.72)
            parts.append(part)
    stalk = tube('stalk', [(-1.95, -0.1, 1.1), (-1.8, 0.05, 1.5), (-1.85, 0.1, 1.8)], 0.2, end, 10)
    return parts + [stalk]


def bell_pepper(rng, color=(0.55, 0.012, 0.008)):
    skin = surface('skin', color, 0.16, [c * 0.8 for c in color], 2, coat=0.5)
    profile = smooth_profile([(0.06, 0.16), (0.45, 0.02), (0.8, 0.35), (0.95, 0.95), (1.0, 1.5), (0.75, 1.88), (0.3, 1.82), (0.02, 1.66)])
    fruit = lathe('pepper', profile, skin, 72, lambda a, z: 1 + 0.11 * abs(cos(2 * a + 0.4)) ** 0.8 - 0.05)
    stem = tube('stem', [(0, 0, 1.6), (0.02, 0, 1.95), (0.1, 0, 2.2), (0.25, 0.05, 2.38)], lambda t: 0.13 - 0.03 * t + 0.04 * (t > 0.9),
                surface('stem', (0.1, 0.25, 0.03), 0.5), 10)
    return [fruit, stem]


def mushroom(rng, color=(0.42, 0.2, 0.08)):
    cap = surface('cap', color, 0.35, [c * 0.6 for c in color], 2, bump=0.15, bump_scale=10)
    flesh = surface('flesh', (0.75, 0.66, 0.5), 0.7, (0.6, 0.5, 0.36), 5)
    stalk = lathe('stalk', smooth_profile([(0.0, 0), (0.36, 0.02), (0.38, 0.3), (0.28, 0.8), (0.26, 1.5)]), flesh, 40)
    hat = lathe('cap', smooth_profile([(0.95, 1.22), (1.04, 1.3), (1.0, 1.5), (0.72, 1.9), (0.35, 2.08), (0.0, 2.12)]), cap, 72)
    gills = lathe('gills', [(0.26, 1.42), (0.6, 1.36), (0.97, 1.23)], surface('gills', (0.7, 0.6, 0.42), 0.9), 160)
    return [stalk, hat, gills]


def mushrooms(rng):
    parts = mushroom(rng)
    for x, y, size in ((-1.15, 0.3, 0.62), (0.95, -0.55, 0.5)):
        for part in mushroom(rng):
            part.scale = (size,) * 3
            part.location = (x, y, 0)
            parts.append(part)
    return parts


def pomegranate(rng):
    skin = surface('skin', (0.45, 0.025, 0.03), 0.3, (0.6, 0.16, 0.06), 1.6, bump=0.15, bump_scale=8, coat=0.2)
    fruit = ball('fruit', 1, (0, 0, 0.95), skin, lambda d: 1 + 0.025 * cos(6 * atan2(d.y, d.x)) * (1 - d.z**2))
    crown = lathe('crown', [(0.2, 1.8), (0.17, 2.0), (0.2, 2.2), (0.34, 2.42)], skin, 60, lambda a, z: 1 + (z > 2.3) * 0.3 * cos(6 * a))
    return [fruit, crown]


def ladybug(rng):
    red = surface('wing', (0.6, 0.02, 0.01), 0.14, coat=0.6)
    black = surface('black', (0.012, 0.012, 0.012), 0.25)
    white = surface('white', (0.8, 0.8, 0.75), 0.4)
    shell = ball('shell', 1, (0, 0, 0.12), red, lambda d: 1)
    shell.scale = (1.12, 0.92, 0.8)
    shape = lambda x, y: 0.12 + 0.8 * max(0, 1 - (x / 1.12) ** 2 - (y / 0.92) ** 2) ** 0.5
    parts = [shell]
    for x, y, r in ((0.55, 0.35, 0.2), (0.55, -0.35, 0.2), (-0.1, 0.52, 0.23), (-0.1, -0.52, 0.23), (-0.66, 0.27, 0.17), (-0.66, -0.27, 0.17), (0.85, 0, 0.17)):
        spot = ball('spot', r, (x, y, shape(x, y) - 0.015), black)
        normal = (x / 1.25, y / 0.85, (shape(x, y) - 0.12) / 0.64)
        from mathutils import Vector
        spot.rotation_euler = Vector(normal).to_track_quat('Z', 'Y').to_euler()
        spot.scale = (1, 1, 0.14)
        parts.append(spot)
    seam = tube('seam', [(x / 10, 0, shape(x / 10, 0) + 0.004) for x in range(-11, 8)], 0.022, black, 8)
    collar = ball('collar', 0.52, (0.98, 0, 0.2), black)
    collar.scale = (0.75, 1.15, 0.75)
    head = ball('head', 0.3, (1.38, 0, 0.15), black)
    parts += [seam, collar, head]
    for y in (-1, 1):
        cheek = ball('cheek', 0.15, (1.12, 0.4 * y, 0.42), white)
        cheek.scale = (1, 0.8, 0.6)
        parts.append(cheek)
        parts.append(tube('feeler', [(1.6, 0.12 * y, 0.2), (1.85, 0.3 * y, 0.3), (2.0, 0.45 * y, 0.2)], 0.025, black, 6))
        for x in (-0.6, 0.1, 0.7):
            parts.append(tube('leg', [(x, 0.7 * y, 0.1), (x + 0.1, 1.05 * y, 0.2), (x + 0.2, 1.3 * y, -0.05)], 0.05, black, 6))
    return parts
