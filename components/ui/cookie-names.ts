/** Holds the reader's time zone, an IANA name. Written by the browser (zone.tsx), read by the server (app/zone.ts). */
export const ZONE_COOKIE = 'time-zone'
/** Holds the person's theme (theme.ts), for this browser only. Written and read by the server (app/theme.ts). */
export const THEME_COOKIE = 'theme'
