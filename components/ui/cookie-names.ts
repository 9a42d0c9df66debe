/** Holds the reader's time zone, an IANA name. Written by the browser (zone.tsx), read by the server (app/zone.ts). */
export const ZONE_COOKIE = 'time-zone'
