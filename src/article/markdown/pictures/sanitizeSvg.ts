import createDOMPurify, { type Config, type WindowLike } from 'dompurify'
import { JSDOM } from 'jsdom'
import { isWebAddress } from '../../../address.ts'
import { escapeMarkup } from '../../../escape.ts'
import { PictureError } from './pictureError.ts'

const SVG = 'http://www.w3.org/2000/svg'

// DOMPurify lists names in lower case, as HTML has them; in XML these are others.
const elements = (
  'clipPath linearGradient radialGradient textPath feBlend feColorMatrix feComponentTransfer feComposite ' +
  'feConvolveMatrix feDiffuseLighting feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG ' +
  'feFuncR feGaussianBlur feImage feMerge feMergeNode feMorphology feOffset fePointLight feSpecularLighting ' +
  'feSpotLight feTile feTurbulence'
).split(' ')
const attributes = (
  'viewBox preserveAspectRatio gradientUnits gradientTransform spreadMethod patternUnits patternContentUnits ' +
  'patternTransform clipPathUnits maskUnits maskContentUnits markerWidth markerHeight markerUnits refX refY ' +
  'textLength lengthAdjust startOffset pathLength stdDeviation baseFrequency numOctaves stitchTiles filterUnits ' +
  'primitiveUnits kernelMatrix kernelUnitLength xChannelSelector yChannelSelector surfaceScale specularConstant ' +
  'specularExponent diffuseConstant limitingConeAngle pointsAtX pointsAtY pointsAtZ edgeMode preserveAlpha ' +
  'tableValues targetX targetY baseProfile systemLanguage'
).split(' ')

/**
 * What DOMPurify's lists for SVG allow: shapes, text, gradients, filters; no script, no foreign content, no
 * animation, which can set an address. `<use>`, with which plotting programs repeat a glyph, may name parts of the file.
 */
const allowed: Config = {
  USE_PROFILES: { svg: true, svgFilters: true },
  ADD_TAGS: ['use', ...elements],
  ADD_ATTR: [...attributes, 'href', 'xlink:href', 'xml:space'],
  NAMESPACE: SVG,
  PARSER_MEDIA_TYPE: 'application/xhtml+xml',
  ALLOW_DATA_ATTR: false,
  ALLOW_UNKNOWN_PROTOCOLS: false,
  KEEP_CONTENT: false,
}

const PICTURE = /^data:image\/(png|jpeg|gif|webp);base64,[a-z0-9+/=\s]*$/i
/** In CSS, what is fetched or hides that it is: an address other than `#id`, an import, an escape. */
const FETCHES = /@import|@namespace|@font-face|\\|expression\s*\(|image-set\s*\(|\bsrc\s*\(|url\(\s*(?!["']?#)/i

/** Attributes that are no CSS: a backslash in them is one. */
const PLAIN = /^(aria-.*|class|d|id|lang|points|role|type)$/

let purify: ReturnType<typeof createDOMPurify> | undefined

/** DOMPurify on jsdom, the one DOM outside of a browser that its authors test. */
function purifier() {
  if (purify) return purify
  purify = createDOMPurify(new JSDOM('').window as unknown as WindowLike)
  purify.addHook('uponSanitizeElement', (node) => {
    const text = node.textContent?.replace(/\/\*[^]*?\*\//g, '') ?? ''
    if (node.nodeName.toLowerCase() === 'style' && FETCHES.test(text)) {
      removed.push('<style> that fetches')
      node.textContent = ''
    }
  })
  purify.addHook('uponSanitizeAttribute', (node, data) => {
    const name = data.attrName.toLowerCase().replace(/^.*:/, '')
    const value = data.attrValue.trim()
    const own = value.startsWith('#')
    if (name === 'href' || name === 'src') {
      const tag = node.nodeName.toLowerCase()
      if (own || (tag === 'image' && PICTURE.test(value)) || (tag === 'a' && isWebAddress(value))) {
        // DOMPurify would refuse an image's data where it does not know the tag.
        if (tag === 'image') data.forceKeepAttr = true
      } else data.keepAttr = false
    } else if (!PLAIN.test(name) && FETCHES.test(data.attrValue.replace(/\/\*[^]*?\*\//g, ''))) data.keepAttr = false
  })
  return purify
}

const removed: string[] = []
/** What is worth a word where it is taken away; an editor's own notes in a file are not. */
const ACTS =
  /^(<(\w+:)?(script|foreignObject|animate\w*|set|iframe|style|image|handler)\b|(\w+:)?(on\w+|href|src|style)=|.*fetch)/i

/** An SVG without what runs or fetches, and in words what was taken away. */
export interface Sanitized {
  svg: string
  removed: string[]
}

/** @param text of a well-formed SVG, as `checkSvg` gives it */
export function sanitizeSvg(text: string): Sanitized {
  removed.length = 0
  const purify = purifier()
  const element = text
    // Text between marks is refused where it looks like markup; escaped it is text for everyone.
    .replace(/<!--[^]*?-->|<!\[CDATA\[([^]*?)\]\]>/g, (_, inner?: string) => escapeMarkup(inner ?? ''))
    // A declaration or a doctype before the element is no part of it.
    .replace(/^\uFEFF?[^]*?(?=<svg[\s>])/, '')
  const clean = purify.sanitize(element, allowed)
  if (clean === '') throw new PictureError('is an SVG that nothing is left of', 'Export it anew.')
  for (const each of purify.removed)
    removed.push('attribute' in each ? `${each.attribute?.name ?? ''}="…"` : `<${each.element.nodeName}>`)
  return { svg: `${clean.trim()}\n`, removed: [...new Set(removed)].filter((what) => ACTS.test(what)) }
}
