// Matters that entries of the audit are about, as far as they still exist, and what changed in them.
import { diffMatters, type MatterChange } from '@/lib/domains/matters/diff'
import { type Matter, matterName } from '@/lib/domains/matters/matter'
import { db } from '@/lib/store/database/client'
import type { Prisma } from '@/lib/store/database/generated/client'
import { asMatter } from '@/lib/store/matters/matter-row'
import { namesIn } from '@/lib/store/matters/names'

export interface AboutMatter {
  readonly id: string
  /** Its number and the beginning of its description. */
  readonly name: string
  readonly deleted: boolean
}

export async function mattersById(
  firmId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, AboutMatter>> {
  if (ids.length === 0) return new Map()
  const rows = await db(firmId).matter.findMany({
    where: { firmId, id: { in: [...ids] } },
    select: { id: true, number: true, description: true, deletedAt: true },
  })
  return new Map(
    rows.map((row) => [row.id, { id: row.id, name: matterName(row), deleted: row.deletedAt !== null }]),
  )
}

/** What these rows of MatterEdit say, as far as it is still kept. */
export async function matterChangesOf(
  firmId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly MatterChange[]>> {
  if (ids.length === 0) return new Map()
  const rows = await db(firmId).matterEdit.findMany({
    where: { firmId, id: { in: [...ids] }, salt: { not: null } },
    select: { id: true, from: true, to: true },
  })
  const edits = rows.map(({ id, from, to }) => ({ id, from: read(from), to: read(to) }))
  const matters = edits.flatMap(({ from, to }) => [from, to].filter((one) => one !== null))
  const name = await namesIn(firmId, matters)
  return new Map(edits.map(({ id, from, to }) => [id, diffMatters(from, to, name)]))
}

const read = (json: Prisma.JsonValue): Matter | null => (json === null ? null : asMatter(json))
