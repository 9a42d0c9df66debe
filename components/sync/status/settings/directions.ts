// The directions of a sync, as the settings name them. Pure.
import type { Direction } from '@/lib/engine/direction'

export const directions = (label: string): readonly (readonly [Direction, string])[] => [
  ['both', 'Both ways'],
  ['toLocal', `${label} to Clio only`],
  ['toRemote', `Clio to ${label} only`],
]
