"""Meshes from a few numbers: `(numbers) -> object`, smooth, standing where they are told. z is up."""

from math import cos, pi, sin

import bpy
from mathutils import Vector


def mesh(name, vertices, faces, material, smooth=True):
    data = bpy.data.meshes.new(name)
    data.from_pydata([tuple(v) for v in vertices], [], faces)
    data.update()
    for polygon in data.polygons:
        polygon.use_smooth = smooth
    made = bpy.data.objects.new(name, data)
    bpy.context.collection.objects.link(made)
    made.data.materials.append(material)
    return made


def refine(thing, levels=2):
    """Catmull-Clark subdivision."""
    modifier = thing.modifiers.new('refine', 'SUBSURF')
    modifier.levels = modifier.render_levels = levels
    return thing


def lathe(name, profile, material, segments=64, lobes=None):
    """Turns `profile`, pairs of radius and height, about z. `lobes(angle, height)` scales the radius."""
    vertices = []
    for radius, height in profile:
        for i in range(segments):
            angle = 2 * pi * i / segments
            r = radius * (lobes(angle, height) if lobes else 1)
            vertices.append((r * cos(angle), r * sin(angle), height))
    faces = [
        (row * segments + i, row * segments + (i + 1) % segments,
         (row + 1) * segments + (i + 1) % segments, (row + 1) * segments + i)
        for row in range(len(profile) - 1) for i in range(segments)
    ]
    return mesh(name, vertices, faces, material)


def smooth_profile(points, count=60):
    """A Catmull-Rom curve through pairs of radius and height."""
    padded = [points[0], *points, points[-1]]
    found = []
    for i in range(count + 1):
        at = i / count * (len(points) - 1)
        k = min(int(at), len(points) - 2)
        t = at - k
        a, b, c, d = (Vector((*p, 0)) for p in padded[k:k + 4])
        p = 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)
        found.append((max(0, p.x), p.y))
    return found


def tube(name, points, radius, material, segments=24):
    """A tube along points; `radius(t)`, t from 0 to 1, or a number. Ends are closed."""
    points = [Vector(p) for p in points]
    width = radius if callable(radius) else lambda t: radius
    vertices, faces = [], []
    side = Vector((0.123, 0.987, 0.1)).normalized()
    for i, p in enumerate(points):
        along = (points[min(i + 1, len(points) - 1)] - points[max(i - 1, 0)]).normalized()
        side = (side - along * side.dot(along)).normalized()
        other = along.cross(side)
        r = width(i / (len(points) - 1))
        for j in range(segments):
            angle = 2 * pi * j / segments
            vertices.append(p + r * (cos(angle) * side + sin(angle) * other))
    for i in range(len(points) - 1):
        for j in range(segments):
            k = (j + 1) % segments
            faces.append((i * segments + j, i * segments + k, (i + 1) * segments + k, (i + 1) * segments + j))
    faces += [tuple(range(segments))[::-1], tuple(len(vertices) - segments + j for j in range(segments))]
    return mesh(name, vertices, faces, material)


def arc(centre, radius, start, end, count=32, plane='xz'):
    """Points of an arc, angles in degrees."""
    found = []
    for i in range(count + 1):
        angle = (start + (end - start) * i / count) * pi / 180
        u, v = radius * cos(angle), radius * sin(angle)
        x, y, z = centre
        found.append((x + u, y, z + v) if plane == 'xz' else (x + u, y + v, z))
    return found


def ball(name, radius, centre, material, shape=None, segments=64):
    """A sphere; `shape(direction)` gives its radius, as a factor, along a unit vector."""
    rings = segments // 2
    vertices, faces = [], []
    for i in range(rings + 1):
        polar = pi * i / rings
        for j in range(segments):
            angle = 2 * pi * j / segments
            d = Vector((sin(polar) * cos(angle), sin(polar) * sin(angle), cos(polar)))
            vertices.append(d * radius * (shape(d) if shape else 1))
    for i in range(rings):
        for j in range(segments):
            k = (j + 1) % segments
            faces.append((i * segments + j, (i + 1) * segments + j, (i + 1) * segments + k, i * segments + k))
    made = mesh(name, vertices, faces, material)
    made.location = centre
    return made


def box(name, size, centre, material, bevel=0.02):
    x, y, z = (s / 2 for s in size)
    corners = [(sx * x, sy * y, sz * z) for sx in (-1, 1) for sy in (-1, 1) for sz in (-1, 1)]
    faces = [(0, 1, 3, 2), (4, 6, 7, 5), (0, 4, 5, 1), (2, 3, 7, 6), (0, 2, 6, 4), (1, 5, 7, 3)]
    made = mesh(name, corners, faces, material, smooth=False)
    made.location = centre
    if bevel:
        modifier = made.modifiers.new('bevel', 'BEVEL')
        modifier.width, modifier.segments = bevel, 3
    return made


def group(name, parts, location=(0, 0, 0), rotation=(0, 0, 0), scale=1.0):
    """Moves parts as one; rotation in degrees."""
    parent = bpy.data.objects.new(name, None)
    bpy.context.collection.objects.link(parent)
    for part in parts:
        part.parent = parent
    parent.location = location
    parent.rotation_euler = [angle * pi / 180 for angle in rotation]
    parent.scale = (scale,) * 3
    return parent
