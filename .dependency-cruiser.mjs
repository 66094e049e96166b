/**
 * Who may import whom. Everything not allowed here is an error; `.astro` files, which dependency-cruiser
 * does not read, have their two rules in eslint.config.js.
 */
const TFJS_CORE = '^node_modules/@tensorflow/tfjs-core/'
const ZOD = '^node_modules/zod/'
const SHARP = '^node_modules/sharp/'
const CORE = '^src/(model|stimuli|optvis|circuits|attribution)/'
/** Plain data and words: no tensor, no zod, no DOM. */
const VOCABULARY = '^src/vocabulary/'
/** What frames a figure or a widget while the site is built, and what the worker computes for it. */
const BUILT_OR_COMPUTED = '/(frame|compute|benches)[.]ts$'
/** How a picture file begins: bytes to format and size, nothing of the page. */
const IMAGE_HEADER = '^src/widgets/imageInput/imageHeader[.]ts$'
/** Identity, wording and base path of the site. */
const SITE = '^src/[^/]+[.]ts$'

/** A rule: files of `from` import nothing but `allowed`. */
const only = (name, from, allowed, comment) => ({
  name,
  severity: 'error',
  comment,
  from: { path: from },
  to: { pathNot: allowed },
})

export default {
  forbidden: [
    only('vocabulary', VOCABULARY, [VOCABULARY, '^node_modules/vite/types/'], 'vocabulary → nothing'),
    only('model', '^src/model/', ['^src/model/', VOCABULARY, TFJS_CORE], 'model → vocabulary, tfjs-core'),
    only('stimuli', '^src/stimuli/', ['^src/stimuli/', VOCABULARY, TFJS_CORE], 'stimuli → vocabulary, tfjs-core'),
    only(
      'numeric-core',
      '^src/(optvis|circuits|attribution)/',
      ['^src/$1/', '^src/(model|stimuli)/', VOCABULARY, TFJS_CORE],
      'optvis, circuits, attribution → model, stimuli, vocabulary, tfjs-core; never each other',
    ),
    {
      ...only(
        'artifacts',
        '^src/artifacts/',
        ['^src/artifacts/', VOCABULARY, ZOD],
        'artifacts → zod, vocabulary; of the core they know types',
      ),
      from: { path: '^src/artifacts/', pathNot: '^src/artifacts/((encoding|trust)/|[^/]+/(compute|encode)[.]ts$)' },
      to: { pathNot: ['^src/artifacts/', VOCABULARY, ZOD], dependencyTypesNot: ['type-only'] },
    },
    {
      ...only(
        'artifacts-trust',
        '^src/artifacts/trust/',
        ['^src/artifacts/[^/]+(/artifact)?[.]ts$', '^src/artifacts/trust/', VOCABULARY, ZOD, IMAGE_HEADER],
        'what compares artifacts with their rows → the declarations of artifacts, zod, vocabulary, Node, how a picture begins',
      ),
      to: {
        pathNot: ['^src/artifacts/[^/]+(/artifact)?[.]ts$', '^src/artifacts/trust/', VOCABULARY, ZOD, IMAGE_HEADER],
        dependencyTypesNot: ['core', 'type-only'],
      },
    },
    only(
      'artifacts-compute',
      '^src/artifacts/([^/]+)/compute[.]ts$',
      ['^src/artifacts/(?:$1/artifact|[^/]+)[.]ts$', CORE, VOCABULARY, TFJS_CORE],
      "an artifact's compute.ts → the core, its own declaration, what artifacts share",
    ),
    only(
      'artifacts-encode',
      '^src/artifacts/(?:([^/]+)/encode[.]ts$|encoding/)',
      ['^src/artifacts/(?:$1/(?:artifact|compute)|encoding/[^/]+|[^/]+)[.]ts$', CORE, VOCABULARY, SHARP],
      "an artifact's encode.ts → sharp, the core, its own declaration and numbers, what artifacts share",
    ),
    {
      name: 'artifacts-made-by-precompute',
      severity: 'error',
      comment: 'compute.ts and encode.ts of artifacts are for precompute and tests; a page knows their types',
      from: { pathNot: '^(precompute|test|src/artifacts)/' },
      to: {
        path: '^src/artifacts/(encoding/|[^/]+/(compute|encode)[.]ts$)',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'widgets',
      severity: 'error',
      comment:
        'what a page loads of a figure → vocabulary, widgets, types of the core and of artifacts, D3; never another figure',
      from: { path: '^src/(?:figures/([^/]+)|widgets)/', pathNot: BUILT_OR_COMPUTED },
      to: {
        pathNot: [
          '^src/(figures/$1|widgets)/',
          '^src/engine/(failure|fetched|messages|forPage)[.]ts$',
          CORE,
          VOCABULARY,
          '^src/artifacts/',
          SITE,
          '^node_modules/(@types/)?(d3-[a-z]+|svelte)/',
        ],
      },
    },
    {
      name: 'widgets-types-only',
      severity: 'error',
      comment:
        'a widget computes in the worker; of the core, of artifacts and of what the worker runs it knows the types',
      from: { path: '^src/(figures/[^/]+|widgets)/', pathNot: BUILT_OR_COMPUTED },
      to: {
        path: [CORE, '^src/artifacts/', '/compute[.]ts$'],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'computed',
      severity: 'error',
      comment: "a figure's compute.ts, which the worker runs → the core, the scenes, its own folder",
      from: { path: '^src/(figures|widgets)/([^/]+)/(?:compute|benches)[.]ts$' },
      to: {
        pathNot: [
          CORE,
          VOCABULARY,
          TFJS_CORE,
          '^src/engine/(loadScenes|failure)[.]ts$',
          '^src/$1/$2/',
          '^src/widgets/[^/]+/compute[.]ts$',
        ],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'built',
      severity: 'error',
      comment:
        'what frames figures while the site is built → everything but precompute, the worker, and how artifacts are made',
      from: { path: '^src/figures/(?:[^/]+|[^/]+/frame)[.]ts$' },
      to: { path: '^(precompute/|src/engine/(?!vocabulary)|src/artifacts/[^/]+/(compute|encode)[.]ts$)' },
    },
    only(
      'engine',
      '^src/engine/',
      [
        '^src/(engine/|digestInName[.]ts$)',
        CORE,
        VOCABULARY,
        '^node_modules/(@tensorflow|@noble/hashes)/',
        '^content/[^/]+/(claims|exercises)[.]ts$',
      ],
      'engine → the core, vocabulary, the backends it registers, digests, and the claims and exercises of articles',
    ),
    {
      name: 'precompute',
      severity: 'error',
      comment:
        'precompute → the core, vocabulary, artifacts, what figures declare and ask, how props are read, the error an author reads',
      from: { path: '^precompute/' },
      to: {
        path: '^(src|content|test)/',
        pathNot: [
          CORE,
          VOCABULARY,
          '^src/artifacts/',
          '^src/figures/(declarations|figureRequests|asking)[.]ts$',
          IMAGE_HEADER,
          '^src/site[.]ts$',
          '^src/article/markdown/(authorError|literalProps)[.]ts$',
        ],
      },
    },
    {
      name: 'nothing-imports-precompute',
      severity: 'error',
      comment: 'precompute is run, not imported; tests excepted, and what lets Node find files by their place',
      from: { pathNot: '^(precompute|test)/' },
      to: { path: '^precompute/', pathNot: '^precompute/foundByPlace[.]ts$' },
    },
    only(
      'claims',
      '^content/[^/]+/(claims|exercises)[.]ts$',
      [CORE, VOCABULARY, TFJS_CORE],
      'claims.ts, exercises.ts → the core',
    ),
    {
      name: 'node-at-the-edge',
      severity: 'error',
      comment: 'node:* is for precompute, astro.config.mjs and what it loads, and tests',
      from: {
        pathNot: [
          '^(precompute|test|src/(article/markdown|site/publish|artifacts/trust))/',
          '^[^/]+[.]config[.](mjs|js|ts)$',
        ],
      },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'no-circular',
      severity: 'error',
      comment: 'two files that need each other are one, or lack a third; types count',
      from: {},
      to: { circular: true },
    },
    {
      name: 'resolvable',
      severity: 'error',
      comment: 'an import that leads nowhere',
      from: {},
      to: { couldNotResolve: true, pathNot: '^astro:' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // Test samples that break the rules on purpose, and what builds leave behind.
    exclude: { path: '^(test/import-rules|test/fixtures/addition|dist|[.]astro)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    extraExtensionsToScan: ['.astro', '.json', '.css', '.woff2'],
    enhancedResolveOptions: {
      extensions: ['.ts', '.mjs', '.js', '.svelte', '.astro', '.d.ts', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'browser', 'default'],
      mainFields: ['module', 'main', 'types'],
    },
  },
}
