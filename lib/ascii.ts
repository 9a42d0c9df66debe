// Compares email addresses and domains as mail servers do: only the 26 ASCII letters are equal in upper and lower case. Unicode's
// lower case would turn the Kelvin sign into a k, and with it one person's address into another's.
export const asciiLower = (text: string): string => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase())

/** The part after the last @. */
export const domainOf = (address: string): string => asciiLower(address.slice(address.lastIndexOf('@') + 1))
