import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { htmlText } from '@/lib/domains/text/html-text'

describe('HTML as plain text', () => {
  test.each([
    ['<p>Met at <b>court</b></p>', 'Met at court'],
    ['<p>One</p><p>Two</p>', 'One\n\nTwo'],
    ['One<br>Two<br/>Three', 'One\nTwo\nThree'],
    ['<div>One</div><div>Two</div>', 'One\nTwo'],
    ['Bring:<ul><li>pen</li><li>paper</li></ul>Thanks', 'Bring:\n\n- pen\n- paper\n\nThanks'],
    ['<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>', 'a b\nc'],
    ['<style>p { color: red }</style>Text<script>alert("x")</script>', 'Text'],
    ['<!-- hidden -->Text<!DOCTYPE html>', 'Text'],
    ['Smith &amp; Sons&nbsp;&#8211; caf&eacute; &#x1F600; &euro;5', 'Smith & Sons – café 😀 €5'],
    ['&amp;lt;b&amp;gt;', '&lt;b&gt;'],
    ['&lt;b&gt; is bold', '<b> is bold'],
    ['&#150; &unknown; &#0; &#xD800;', '– &unknown; � �'],
    ['1 < 2 and <3', '1 < 2 and <3'],
    ['<a href="https://x.example/?a>b">link</a>', 'link'],
    ['  spread\n  over   lines  ', 'spread over lines'],
    ['<p>unclosed', 'unclosed'],
    ['<script>never closed', ''],
    ['', ''],
  ])('%j is %j', (html, text) => {
    expect(htmlText(html)).toBe(text)
  })

  test('keeps every word between tags, and no tag', () => {
    const words = fc.array(fc.constantFrom('court', 'Ångström', '12:30', 'a<b'), { minLength: 1 })
    const tags = fc.constantFrom('<p>', '</p>', '<br>', '<b class="x">', '</li>', ' ', '<!-- x -->')
    fc.assert(
      fc.property(words, fc.array(tags, { minLength: 1 }), (expected, between) => {
        const html = expected
          .map((word, at) => `${word.replace('<', '&lt;')}${between[at % between.length]} `)
          .join('')
        expect(
          htmlText(html)
            .split(/[\s-]+/)
            .filter(Boolean),
        ).toEqual(expected)
      }),
    )
  })

  test('a long hostile text takes linear time', () => {
    for (const piece of ['<a "', '<script>', '<!--', '&#', "<p '"]) {
      expect(htmlText(piece.repeat(8_000)).length).toBeLessThan(40_000)
    }
  })
})
