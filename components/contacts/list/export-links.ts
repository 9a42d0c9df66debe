// The files in which all contacts can be kept.
export const EXPORTS = [
  { href: '/contacts/export.vcf', name: 'vCard', file: true },
  { href: '/contacts/export.csv', name: 'Google CSV', file: true },
] as const
