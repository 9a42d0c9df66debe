// Reads many rows by their ids without one query that names them all.

/** Items per query. */
export const CHUNK = 500

export async function inChunks<T, R>(
  all: readonly T[],
  read: (some: readonly T[]) => Promise<readonly R[]>,
): Promise<readonly R[]> {
  const found: R[] = []
  for (let at = 0; at < all.length; at += CHUNK) found.push(...(await read(all.slice(at, at + CHUNK))))
  return found
}
