/** Every figure kind, found by its folder: `kernel/declaration.ts` declares `<Kernel>`. */
import type { AnyFigureKind } from '../vocabulary/figureKind.ts'

const found = import.meta.glob<AnyFigureKind>('./*/declaration.ts', { eager: true, import: 'default' })

/** `./kernel/declaration.ts` → `kernel`. */
const folderOf = (path: string): string => path.split('/')[1] ?? ''

/** `weightMatrix` → `WeightMatrix`. */
const elementOf = (folder: string): string => folder.charAt(0).toUpperCase() + folder.slice(1)

/** A kind's folder and what it declares, by the name of its element. */
export const figureKinds: Readonly<Record<string, { folder: string; kind: AnyFigureKind }>> = Object.fromEntries(
  Object.entries(found).map(([path, kind]) => [elementOf(folderOf(path)), { folder: folderOf(path), kind }]),
)
