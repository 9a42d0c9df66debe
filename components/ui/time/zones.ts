// The time zones that a person can choose.

/** As this server knows them, in the order of their names; `chosen` is among them whatever its name. */
export function allZones(chosen: string | null = null): readonly string[] {
  const known = Intl.supportedValuesOf('timeZone')
  return chosen === null || known.includes(chosen) ? known : [chosen, ...known]
}

/** "America/New York" */
export const zoneName = (zone: string): string => zone.replaceAll('_', ' ')
