// E-mail addresses and domains compared as machines do: the 26 letters in either case are the same, and nothing else is. Unicode's
// lower case would take the Kelvin sign for a k, and with it one person's address for another's.
export const asciiLower = (text: string): string => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase())

/** What follows the last @. */
export const domainOf = (address: string): string => asciiLower(address.slice(address.lastIndexOf('@') + 1))
