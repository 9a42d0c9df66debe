// How far the heap of a process may grow before it is cleaned (docs/decisions/0502).
import { setFlagsFromString } from 'node:v8'

/** An option of Node: a cleaning starts when the heap is 30 % larger than after the last one. V8's own choice is up to 300 %. */
export const SMALL_HEAP = '--heap-growing-percent=30'

/** The same for this process and its threads, from the next cleaning on. */
export const keepHeapSmall = (): void => setFlagsFromString(SMALL_HEAP)
