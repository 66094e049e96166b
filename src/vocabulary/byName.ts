/**
 * Members of a family of files by the names of their files: `{ './ops/conv.ts': member }` → `{ conv: member }`, as
 * `import.meta.glob` finds them.
 */
export const byName = <T>(found: Readonly<Record<string, T>>): Readonly<Record<string, T>> =>
  Object.fromEntries(Object.entries(found).map(([path, member]) => [/([^/]+)\.ts$/.exec(path)![1], member]))

/**
 * The member of a name.
 * @param what they are, for the message: `operation`
 * @throws Error listing the names there are
 */
export function memberNamed<T>(what: string, members: Readonly<Record<string, T>>, name: string): T {
  if (Object.hasOwn(members, name)) return members[name]
  throw new Error(`unknown ${what}: ${name} (allowed: ${Object.keys(members).join(', ')})`)
}
