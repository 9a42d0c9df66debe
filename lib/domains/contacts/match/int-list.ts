// A list of integers that grows, in one typed array: a million numbers take 4 MB and no garbage collection.

export interface IntList {
  readonly push: (value: number) => void
  readonly at: (index: number) => number
  readonly length: () => number
  readonly view: () => Int32Array
}

export function intList(): IntList {
  let values = new Int32Array(1_024)
  let count = 0
  return {
    push: (value) => {
      if (count === values.length) {
        const larger = new Int32Array(2 * count)
        larger.set(values)
        values = larger
      }
      values[count++] = value
    },
    at: (index) => values[index] ?? 0,
    length: () => count,
    view: () => values.subarray(0, count),
  }
}
