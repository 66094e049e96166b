"""Surfaces: `(colours and roughness) -> material`. Colours are linear RGB, 0 to 1."""

import bpy


def _new(name):
    made = bpy.data.materials.new(name)
    made.use_nodes = True
    nodes = made.node_tree.nodes
    return made, nodes, made.node_tree.links, nodes['Principled BSDF']


def surface(name, color, roughness=0.5, second=None, grain=4.0, bump=0.0, bump_scale=60.0,
            subsurface=0.0, metallic=0.0, transmission=0.0, ior=1.45, specular=0.5, glow=0.0, coat=0.0):
    """A surface; `second` is a colour that noise of scale `grain` mixes in, `bump` the depth of fine relief."""
    made, nodes, links, shader = _new(name)
    put = lambda key, value: setattr(shader.inputs[key], 'default_value', value)
    put('Base Color', (*color, 1))
    put('Roughness', roughness)
    put('Metallic', metallic)
    put('Transmission', transmission)
    put('IOR', ior)
    put('Specular', specular)
    put('Clearcoat', coat)
    if subsurface:
        put('Subsurface', subsurface)
        put('Subsurface Color', (*color, 1))
        put('Subsurface Radius', (0.15, 0.08, 0.04))
    if glow:
        put('Emission', (*color, 1))
        put('Emission Strength', glow)
    place = nodes.new('ShaderNodeTexCoord')
    if second:
        noise = nodes.new('ShaderNodeTexNoise')
        noise.inputs['Scale'].default_value = grain
        noise.inputs['Detail'].default_value = 6
        ramp = nodes.new('ShaderNodeValToRGB')
        ramp.color_ramp.elements[0].position, ramp.color_ramp.elements[1].position = 0.35, 0.68
        ramp.color_ramp.elements[0].color, ramp.color_ramp.elements[1].color = (*color, 1), (*second, 1)
        links.new(place.outputs['Object'], noise.inputs['Vector'])
        links.new(noise.outputs['Fac'], ramp.inputs['Fac'])
        links.new(ramp.outputs['Color'], shader.inputs['Base Color'])
    if bump:
        relief = nodes.new('ShaderNodeTexNoise')
        relief.inputs['Scale'].default_value = bump_scale
        height = nodes.new('ShaderNodeBump')
        height.inputs['Strength'].default_value = bump
        height.inputs['Distance'].default_value = 0.05
        links.new(place.outputs['Object'], relief.inputs['Vector'])
        links.new(relief.outputs['Fac'], height.inputs['Height'])
        links.new(height.outputs['Normal'], shader.inputs['Normal'])
    return made


def glow(name, color, strength):
    made = bpy.data.materials.new(name)
    made.use_nodes = True
    nodes = made.node_tree.nodes
    nodes.clear()
    light, out = nodes.new('ShaderNodeEmission'), nodes.new('ShaderNodeOutputMaterial')
    light.inputs['Color'].default_value = (*color, 1)
    light.inputs['Strength'].default_value = strength
    made.node_tree.links.new(light.outputs[0], out.inputs['Surface'])
    return made


def glass(name, color, roughness=0.02):
    return surface(name, color, roughness, transmission=1.0, ior=1.5)


def wood(name, dark, light, scale=1.2, roughness=0.45, planks=0.0):
    """Grain along x; `planks` is the width of boards along y, 0 for one piece."""
    made, nodes, links, shader = _new(name)
    place = nodes.new('ShaderNodeTexCoord')
    mapping = nodes.new('ShaderNodeMapping')
    mapping.inputs['Scale'].default_value = (0.25, 2.2, 2.2)
    noise = nodes.new('ShaderNodeTexNoise')
    noise.inputs['Scale'].default_value = scale * 3
    noise.inputs['Detail'].default_value = 9
    noise.inputs['Distortion'].default_value = 1.6
    ramp = nodes.new('ShaderNodeValToRGB')
    ramp.color_ramp.elements[0].position, ramp.color_ramp.elements[1].position = 0.32, 0.7
    ramp.color_ramp.elements[0].color, ramp.color_ramp.elements[1].color = (*dark, 1), (*light, 1)
    links.new(place.outputs['Object'], mapping.inputs['Vector'])
    links.new(mapping.outputs['Vector'], noise.inputs['Vector'])
    links.new(noise.outputs['Fac'], ramp.inputs['Fac'])
    color = ramp.outputs['Color']
    if planks:
        bricks = nodes.new('ShaderNodeTexBrick')
        bricks.inputs['Scale'].default_value = 1
        bricks.inputs['Brick Width'].default_value = planks * 7
        bricks.inputs['Row Height'].default_value = planks
        bricks.inputs['Mortar Size'].default_value = planks * 0.015
        bricks.inputs['Color1'].default_value = (1, 1, 1, 1)
        bricks.inputs['Color2'].default_value = (0.6, 0.6, 0.6, 1)
        bricks.inputs['Mortar'].default_value = (0.12, 0.1, 0.08, 1)
        mix = nodes.new('ShaderNodeMixRGB')
        mix.blend_type = 'MULTIPLY'
        mix.inputs['Fac'].default_value = 1
        links.new(place.outputs['Object'], bricks.inputs['Vector'])
        links.new(color, mix.inputs['Color1'])
        links.new(bricks.outputs['Color'], mix.inputs['Color2'])
        color = mix.outputs['Color']
    links.new(color, shader.inputs['Base Color'])
    shader.inputs['Roughness'].default_value = roughness
    return made
