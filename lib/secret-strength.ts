// Whether a secret could be guessed: well-known values, repetitions, sequences, texts where random bytes belong. Pure. A random
// secret never fails here; a careful attacker may still guess one that passes.

/** What templates, tutorials and hurried people write. */
const WELL_KNOWN =
  /change.?me|replace.?me|your.?secret|my.?secret|super.?secret|top.?secret|nextauth.?secret|secret.?key|placeholder|insecure|letmein|qwert|passw0?o?rd.{0,8}$|^password|^example|^development$/i

/** Fewer bits, counted by how often each character occurs, are nobody's random text of 16 characters. */
const LEAST_BITS = 48

/** A text that is to be secret, such as a passphrase: whether it is easily guessed. */
export function isWeakText(text: string): boolean {
  return WELL_KNOWN.test(text) || isSequence([...Buffer.from(text)]) || bitsOf(unitOf(text)) < LEAST_BITS
}

/** Bytes that are to be random: whether they are not. Of 32 random bytes, some 30 are distinct; fewer than 16 do not happen. */
export function isWeakKey(key: Buffer): boolean {
  const isText = key.every((byte) => byte >= 0x20 && byte < 0x7f)
  return isText || new Set(key).size < key.length / 2 || isSequence([...key])
}

/** Equal steps from each to the next: 0123..., aaaa... */
function isSequence(codes: readonly number[]): boolean {
  const step = (codes[1] ?? 0) - (codes[0] ?? 0)
  return codes.every((code, at) => at === 0 || code - (codes[at - 1] ?? 0) === step)
}

/** The shortest text of which it is a repetition. */
function unitOf(text: string): string {
  const at = (text + text).indexOf(text, 1)
  return text.slice(0, at)
}

/** Shannon's entropy of its characters, times their number. */
function bitsOf(text: string): number {
  const counts = new Map<string, number>()
  for (const letter of text) counts.set(letter, (counts.get(letter) ?? 0) + 1)
  const length = [...text].length
  let bits = 0
  for (const count of counts.values()) bits += count * Math.log2(length / count)
  return bits
}
