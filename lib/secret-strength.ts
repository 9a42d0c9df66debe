// Detects secrets that are easy to guess: well-known values, repetitions, sequences, and text instead of random bytes. Pure. A random
// secret always passes; some weak ones may pass too.

/** Common values in templates, tutorials and hurried set-ups. */
const WELL_KNOWN =
  /change.?me|replace.?me|your.?secret|my.?secret|super.?secret|top.?secret|nextauth.?secret|secret.?key|placeholder|insecure|letmein|qwert|passw0?o?rd.{0,8}$|^password|^example|^development$/i

/** A random text of 16 characters has more bits, counted by the frequency of each character. */
const LEAST_BITS = 48

/** Whether a secret text, such as a passphrase, is easy to guess. */
export function isWeakText(text: string): boolean {
  return WELL_KNOWN.test(text) || isSequence([...Buffer.from(text)]) || bitsOf(unitOf(text)) < LEAST_BITS
}

/** Whether bytes that should be random are not. 32 random bytes have about 30 distinct values; fewer than 16 do not happen. */
export function isWeakKey(key: Buffer): boolean {
  const isText = key.every((byte) => byte >= 0x20 && byte < 0x7f)
  return isText || new Set(key).size < key.length / 2 || isSequence([...key])
}

/** The same step between all neighbors: 0123..., aaaa... */
function isSequence(codes: readonly number[]): boolean {
  const step = (codes[1] ?? 0) - (codes[0] ?? 0)
  return codes.every((code, at) => at === 0 || code - (codes[at - 1] ?? 0) === step)
}

/** The shortest text that this text repeats. */
function unitOf(text: string): string {
  const at = (text + text).indexOf(text, 1)
  return text.slice(0, at)
}

/** The Shannon entropy of its characters times their number. */
function bitsOf(text: string): number {
  const counts = new Map<string, number>()
  for (const letter of text) counts.set(letter, (counts.get(letter) ?? 0) + 1)
  const length = [...text].length
  let bits = 0
  for (const count of counts.values()) bits += count * Math.log2(length / count)
  return bits
}
