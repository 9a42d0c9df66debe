import { expect, it } from 'vitest'
import { type Contact, displayName, EMPTY_CONTACT } from './contact'

it.each<readonly [Partial<Contact>, string]>([
  [{ lastName: '田中', firstName: '太郎' }, '田中 太郎'],
  [{ lastName: '王', firstName: '小明', suffix: '先生' }, '王 小明 先生'],
  [{ lastName: '김', firstName: '민수' }, '김 민수'],
  [{ lastName: '佐々木', firstName: 'さくら' }, '佐々木 さくら'],
  [{ lastName: '高橋', firstName: 'エリカ' }, '高橋 エリカ'],
  [{ lastName: 'スミス', firstName: 'ジョン' }, 'ジョン スミス'],
  [{ lastName: 'Tanaka', firstName: 'Taro' }, 'Taro Tanaka'],
  [{ lastName: '田中', firstName: 'Taro' }, 'Taro 田中'],
  [{ lastName: '田中' }, '田中'],
  [
    { prefix: 'Dr.', firstName: 'Zoë', middleName: 'van der', lastName: 'O’Neill' },
    'Dr. Zoë van der O’Neill',
  ],
])('%o is shown as "%s"', (parts, name) => {
  expect(displayName({ ...EMPTY_CONTACT, ...parts })).toBe(name)
})
