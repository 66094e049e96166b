"""
Renders the scenes: blender -b --factory-startup -P precompute/pictures/render.py -- OUT [--preview] [NAME ...]

For each scene OUT/<name>.png, path-traced by Cycles, OUT/<name>.mask.png, whose red channel is
80 times the number of the thing's class (0: none, 1: the first class of the scene, 2: the second), and
a line in OUT/scenes.json. The same seed gives the same picture on the same version of Blender.
"""

import json
import os
import random
import sys

import bpy
from mathutils import Vector

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from scenes import SCENES  # noqa: E402
from shapes import group  # noqa: E402

SIZE, SAMPLES = 256, 96
PREVIEW = 128, 12
SHUTTER_NUMBER = 11


def build(scene):
    bpy.ops.wm.read_factory_settings(use_empty=True)
    rng = random.Random(scene['seed'])
    scene['backdrop'](rng)
    kinds = []
    for thing in scene['things']:
        if thing['kind'] not in kinds:
            kinds.append(thing['kind'])
        parts = thing['build'](rng)
        group(thing['kind'], parts, thing['place'], thing['rotation'], thing['size'])
        for part in parts:
            part.pass_index = kinds.index(thing['kind']) + 1
    camera = bpy.data.objects.new('camera', bpy.data.cameras.new('camera'))
    bpy.context.collection.objects.link(camera)
    camera.location = scene['camera']
    away = Vector(scene['target']) - Vector(scene['camera'])
    camera.rotation_euler = away.to_track_quat('-Z', 'Y').to_euler()
    camera.data.lens = scene['lens']
    camera.data.dof.use_dof = True
    camera.data.dof.focus_distance = away.length - 0.6
    camera.data.dof.aperture_fstop = SHUTTER_NUMBER / 40
    bpy.context.scene.camera = camera
    return kinds


def settings(scene, path, samples, size=SIZE):
    s = bpy.context.scene
    s.render.engine = 'CYCLES'
    s.cycles.device = 'CPU'
    s.cycles.seed = scene['seed']
    s.cycles.samples = samples
    s.cycles.use_denoising = False
    s.cycles.use_adaptive_sampling = samples > 1
    s.cycles.adaptive_threshold = 0.03
    s.cycles.max_bounces = 6
    s.cycles.sample_clamp_indirect = 3
    s.cycles.blur_glossy = 1
    s.cycles.caustics_reflective = False
    s.render.resolution_x = s.render.resolution_y = size
    s.render.resolution_percentage = 100
    s.render.dither_intensity = 0
    s.render.image_settings.file_format = 'PNG'
    s.render.image_settings.color_mode = 'RGB'
    s.render.threads_mode, s.render.threads = 'FIXED', 2
    s.view_settings.view_transform = 'Filmic'
    s.view_settings.look = 'Medium High Contrast'
    s.view_settings.exposure = scene['exposure']
    s.render.filepath = path


def flat(index):
    made = bpy.data.materials.new(f'flat {index}')
    made.use_nodes = True
    nodes = made.node_tree.nodes
    nodes.clear()
    light, out = nodes.new('ShaderNodeEmission'), nodes.new('ShaderNodeOutputMaterial')
    light.inputs['Color'].default_value = (80 * index / 255, 0, 0, 1)
    made.node_tree.links.new(light.outputs[0], out.inputs['Surface'])
    return made


def mask(scene, path, size):
    """Every class in a flat colour, one ray a pixel, all in focus."""
    settings(scene, path, 1, size)
    s = bpy.context.scene
    s.view_settings.view_transform, s.view_settings.look = 'Raw', 'None'
    s.view_settings.exposure = 0
    s.cycles.pixel_filter_type = 'BOX'
    s.cycles.filter_width = 0.01
    s.cycles.max_bounces = 0
    s.camera.data.dof.use_dof = False
    s.world = bpy.data.worlds.new('black')
    s.world.color = (0, 0, 0)
    tints = [flat(i) for i in range(3)]
    for each in bpy.data.objects:
        if each.type == 'MESH':
            for slot in each.material_slots:
                slot.material = tints[each.pass_index]
    bpy.ops.render.render(write_still=True)


def main(out, names, size, samples):
    os.makedirs(out, exist_ok=True)
    listed = os.path.join(out, 'scenes.json')
    known = json.load(open(listed)) if os.path.exists(listed) else {}
    for scene in SCENES:
        name = scene['name']
        if names and name not in names:
            continue
        kinds = build(scene)
        settings(scene, os.path.join(out, f'{name}.png'), samples, size)
        bpy.ops.render.render(write_still=True)
        mask(scene, os.path.join(out, f'{name}.mask.png'), size)
        known[name] = {'classes': kinds, 'seed': scene['seed'], 'caption': scene['caption']}
        json.dump(known, open(listed, 'w'), indent=1)
        print('RENDERED', name, flush=True)


given = sys.argv[sys.argv.index('--') + 1:]
preview = '--preview' in given
main(given[0], [name for name in given[1:] if name != '--preview'], *(PREVIEW if preview else (SIZE, SAMPLES)))
