/**
 * Who may import whom. Everything not allowed here is an error; `.astro` files, which dependency-cruiser
 * does not read, have their two rules in eslint.config.js.
 */
const TFJS_CORE = '^node_modules/@tensorflow/tfjs-core/'
const ZOD = '^node_modules/zod/'
const SHARP = '^node_modules/sharp/'
const CORE = '^src/(model|stimuli|optvis|circuits|attribution)/'
/** The layer table and what is read off it alone: no tensor is touched. */
const LAYER_TABLE = '^src/model/(layerTable|geometry|unit)[.]ts$'
/** How a direction is written: text in, numbers out, no tensor is touched. */
const DIRECTIONS = '^src/model/direction[.]ts$'
/** What the numbers of the stimuli mean, how they run along an axis, how a seed gives them: no tensor is touched. */
const STIMULI_TABLES = '^src/(stimuli/(parameters|axis)|circuits/responses/seededStimuli)[.]ts$'
/** The angle between two lists of numbers that a figure has at hand: no tensor is touched. */
const COSINE = '^src/circuits/compare/cosine[.]ts$'
/** How answers to exercises are judged: no tensor is touched. */
const JUDGING = '^src/model/exercise[.]ts$'
/** Edits as text, and which weights they mean by the layer table: no tensor is touched. */
const EDITS = '^src/circuits/(edits/edit|graph/connection)[.]ts$'
/** The weights that a recipe for a curve asks for: no tensor is touched. */
const CURVE_RECIPE = '^src/circuits/edits/curveRecipe[.]ts$'
/** Grids in the data of artifacts, as numbers again. */
const GRIDS = '^src/artifacts/grid[.]ts$'
const EDIT_TEXT = '^src/circuits/edits/edit[.]ts$'
/** What the figure kinds share: reading props, what a layer table says of units, the list of them all. */
const FIGURES = '^src/figures/[^/]+[.]ts$'
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
    only('model', '^src/model/', ['^src/model/', TFJS_CORE, ZOD], 'model → tfjs-core, zod'),
    only('stimuli', '^src/stimuli/', ['^src/stimuli/', TFJS_CORE], 'stimuli → tfjs-core'),
    only(
      'numeric-core',
      '^src/(optvis|circuits|attribution)/',
      ['^src/$1/', '^src/(model|stimuli)/', TFJS_CORE],
      'optvis, circuits, attribution → model, stimuli, tfjs-core; never each other',
    ),
    {
      ...only('artifacts', '^src/artifacts/', ['^src/artifacts/', ZOD], 'artifacts → zod; of the core they know types'),
      from: { path: '^src/artifacts/', pathNot: '^src/artifacts/(encoding/|[^/]+/(compute|encode)[.]ts$)' },
      to: { pathNot: ['^src/artifacts/', ZOD], dependencyTypesNot: ['type-only'] },
    },
    only(
      'artifacts-compute',
      '^src/artifacts/([^/]+)/compute[.]ts$',
      ['^src/artifacts/(?:$1/artifact|[^/]+)[.]ts$', CORE, TFJS_CORE],
      "an artifact's compute.ts → the core, its own declaration, what artifacts share",
    ),
    only(
      'artifacts-encode',
      '^src/artifacts/(?:([^/]+)/encode[.]ts$|encoding/)',
      ['^src/artifacts/(?:$1/(?:artifact|compute)|encoding/[^/]+|[^/]+)[.]ts$', CORE, SHARP],
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
    only(
      'requests',
      '^src/figures/[^/]+/request[.]ts$',
      [
        '^src/artifacts/',
        LAYER_TABLE,
        DIRECTIONS,
        STIMULI_TABLES,
        EDITS,
        '^src/figures/(props|units|weightLayers)[.]ts$',
      ],
      "a figure's request.ts → artifacts, model's layer table, the tables of stimuli, and what figures share of these",
    ),
    {
      name: 'requests-without-tensors',
      severity: 'error',
      comment: 'a page asks for its artifacts without loading TF.js',
      from: { path: '^src/figures/requests[.]ts$|/request[.]ts$' },
      to: { path: '^node_modules/@tensorflow/', reachable: true },
    },
    {
      name: 'widgets',
      severity: 'error',
      comment: 'widgets → types of the core and of artifacts, engine, D3, other figures only through widgets',
      from: { path: '^src/(?:figures/([^/]+)|widgets)/', pathNot: '/request[.]ts$' },
      to: {
        pathNot: [
          '^src/(figures/$1|widgets)/',
          '^src/engine/',
          CORE,
          '^src/artifacts/',
          FIGURES,
          SITE,
          '^node_modules/(@types/)?(d3-[a-z]+|svelte)/',
        ],
      },
    },
    {
      name: 'widgets-types-only',
      severity: 'error',
      comment: 'a widget computes through the engine; of the core it knows the types and plain tables',
      from: { path: '^src/(figures/[^/]+|widgets)/', pathNot: '/request[.]ts$' },
      to: {
        path: [CORE, '^src/artifacts/', FIGURES],
        pathNot: [DIRECTIONS, STIMULI_TABLES, COSINE, JUDGING, EDIT_TEXT, CURVE_RECIPE, GRIDS],
        dependencyTypesNot: ['type-only'],
      },
    },
    only(
      'engine',
      '^src/engine/',
      ['^src/engine/', CORE, '^node_modules/@tensorflow/', '^content/[^/]+/(claims|exercises)[.]ts$'],
      'engine → the core, the backends it registers, and the claims and exercises of articles',
    ),
    {
      name: 'precompute',
      severity: 'error',
      comment:
        'precompute → the core, every request.ts and their list, the schemas, how props are read, the error an author reads',
      from: { path: '^precompute/' },
      to: {
        path: '^(src|content|test)/',
        pathNot: [
          CORE,
          '^src/artifacts/',
          '^src/figures/([^/]+/request|requests)[.]ts$',
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
    only('claims', '^content/[^/]+/(claims|exercises)[.]ts$', [CORE, TFJS_CORE], 'claims.ts, exercises.ts → the core'),
    {
      name: 'node-at-the-edge',
      severity: 'error',
      comment: 'node:* is for precompute, astro.config.mjs and what it loads, and tests',
      from: {
        pathNot: ['^(precompute|test|src/(article/markdown|site/publish))/', '^[^/]+[.]config[.](mjs|js|ts)$'],
      },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'no-circular',
      severity: 'error',
      comment: 'two files that need each other are one, or lack a third',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
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
    exclude: { path: '^(test/import-rules|dist|[.]astro)/' },
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
