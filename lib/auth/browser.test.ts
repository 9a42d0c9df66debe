import { expect, it } from 'vitest'
import { browserOf } from '@/lib/auth/browser'

const WINDOWS = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64)'
const MAC = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)'
const PHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)'
const CHROME = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36'

it.each([
  ['Chrome on Windows', `${WINDOWS} ${CHROME}`],
  ['Edge on Windows', `${WINDOWS} ${CHROME} Edg/142.0.0.0`],
  ['Opera on Mac', `${MAC} ${CHROME} OPR/125.0.0.0`],
  ['Safari on Mac', `${MAC} AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15`],
  ['Firefox on Windows', 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:144.0) Gecko/20100101 Firefox/144.0'],
  ['Firefox on Linux', 'Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0'],
  ['Chrome on Linux', `Mozilla/5.0 (X11; Linux x86_64) ${CHROME.replace('Chrome', 'HeadlessChrome')}`],
  ['Chrome on ChromeOS', `Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) ${CHROME}`],
  ['Safari on iPhone', `${PHONE} Version/18.5 Mobile/15E148 Safari/604.1`],
  ['Chrome on iPhone', `${PHONE} CriOS/142.0.7444.148 Mobile/15E148 Safari/604.1`],
  ['Edge on iPhone', `${PHONE} Version/18.0 EdgiOS/142.0 Mobile/15E148 Safari/604.1`],
  ['Firefox on iPad', `${PHONE.replaceAll('iPhone', 'iPad')} FxiOS/144.0 Mobile/15E148 Safari/605.1.15`],
  [
    'Samsung Internet on Android',
    `Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36`,
  ],
  ['Chrome on Android', `Mozilla/5.0 (Linux; Android 10; K) ${CHROME.replace(' Safari', ' Mobile Safari')}`],
  ['A browser', 'curl/8.14.1'],
  ['A browser', '<script>alert(1)</script>'],
  ['A browser', null],
])('%s', (name, userAgent) => expect(browserOf(userAgent)).toBe(name))
