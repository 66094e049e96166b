import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join, relative } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { checkPicture, MAX_BYTES } from '../../src/article/markdown/pictures/checkPicture.ts'
import { PictureError } from '../../src/article/markdown/pictures/pictureError.ts'
import { gifOf, noise, png, svg, useBomb } from './hostilePictures.ts'

// In the project, as an article's folder is.
const folder = mkdtempSync(join(process.cwd(), 'node_modules', '.pictures-'))
const outside = mkdtempSync('/tmp/pictures-')
afterAll(() => {
  rmSync(folder, { recursive: true })
  rmSync(outside, { recursive: true })
})

const put = (name: string, bytes: Uint8Array | string) => writeFileSync(join(folder, name), bytes)
/** What is said of a file: what and remedy; empty where it is accepted. */
const said = (name: string): Promise<string> =>
  checkPicture(join(folder, name), folder).then(
    () => '',
    (error: unknown) => {
      if (error instanceof PictureError) return `${error.message}. ${error.remedy}`
      throw error
    },
  )

const whole = {
  'a.png': await noise().png().toBuffer(),
  'b.jpg': await noise().jpeg().toBuffer(),
  'progressive.jpeg': await noise().jpeg({ progressive: true }).toBuffer(),
  'c.webp': await noise().webp().toBuffer(),
  'lossless.webp': await noise().webp({ lossless: true }).toBuffer(),
  'd.avif': await noise(64, 64).avif().toBuffer(),
  'e.gif': await noise().gif().toBuffer(),
  'f.tiff': await noise().tiff({ compression: 'lzw' }).toBuffer(),
  'interlaced.png': await noise().png({ progressive: true }).toBuffer(),
  'moving.gif': gifOf(100, 100, 3),
  'Capitals.PNG': await noise().png().toBuffer(),
  'g.svg': svg('<rect width="3" height="3"/>'),
}

it('pictures of every format are accepted', async () => {
  for (const [name, bytes] of Object.entries(whole)) {
    put(name, bytes)
    expect([name, await said(name)]).toEqual([name, ''])
  }
})

describe('a picture that is cut short', () => {
  const formats = Object.entries(whole).filter(([name]) => !['moving.gif', 'Capitals.PNG'].includes(name))
  it.each(formats)('%s is refused wherever it is cut', async (name, bytes) => {
    const silent: number[] = []
    const cuts = Array.from({ length: 24 }, (_, i) => Math.floor((bytes.length * (i + 1)) / 25)).concat(
      bytes.length - 40,
    )
    for (const cut of cuts) {
      put(`cut-${cut}-${name}`, bytes.subarray(0, cut))
      if ((await said(`cut-${cut}-${name}`)) === '') silent.push(cut)
    }
    expect(silent).toEqual([])
  })
})

describe('a picture too large to be built', () => {
  it.each([
    ['wide.png', png(60_000, 60_000, 1), '60,000 × 60,000 pixels'],
    ['most.png', png(0x7fffffff, 0x7fffffff, 0), 'has corrupt header'],
    ['long.png', png(1, 20_000), '1 × 20,000 pixels'],
    ['many.png', png(8_000, 8_000, 1), '8,000 × 8,000 pixels'],
    ['frames.gif', gifOf(1000, 1000, 200), 'in 200 frames'],
    ['lying.png', png(1000, 1000, 10), 'cannot be read to its end'],
  ])('%s is refused in bounded memory and time', async (name, bytes, words) => {
    put(name, bytes)
    const before = process.memoryUsage().rss
    const start = performance.now()
    expect(await said(name)).toContain(words)
    expect(performance.now() - start).toBeLessThan(5_000)
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 2 ** 20)
  })

  it('a file of too many bytes is refused unread', async () => {
    put('heavy.png', Buffer.concat([whole['a.png'], Buffer.alloc(MAX_BYTES)]))
    expect(await said('heavy.png')).toContain('at most 32.0 MB are allowed')
  })
})

describe('a file that is no picture', () => {
  it.each([
    ['empty.png', '', 'is empty'],
    ['text.png', 'a note to myself', 'it is text. Save it as PNG'],
    ['page.jpg', '<!doctype html><script>alert(1)</script>', 'it is text'],
    ['vector.png', svg('<script>alert(1)</script>'), 'it is SVG'],
    ['packed.svg', gzipSync(svg('')), 'it is compressed with gzip'],
    ['photo.svg', whole['b.jpg'], 'it is JPEG'],
    ['photo.webp', whole['b.jpg'], 'is not the WebP that its name promises'],
    ['binary.gif', Uint8Array.from([1, 2, 3, 4]), 'of no known format'],
    ['pointer.png', 'version https://git-lfs.github.com/spec/v1\noid sha256:0', 'git lfs pull'],
    ['picture.bmp', 'BM', "a name that is no picture's"],
  ])('%s is refused by name, with what is allowed', async (name, bytes, words) => {
    put(name, bytes)
    expect(await said(name)).toContain(words)
  })

  it('a folder, a pipe, a socket and a device are refused without a wait', async () => {
    mkdirSync(join(folder, 'folder.png'))
    execFileSync('mkfifo', [join(folder, 'pipe.png')])
    const server = createServer().listen(join(folder, 'socket.png'))
    await new Promise((resolve) => server.once('listening', resolve))
    symlinkSync('/dev/zero', join(folder, 'zero.png'))
    expect(await said('folder.png')).toContain('is a folder, not a file')
    expect(await said('pipe.png')).toContain('is a named pipe, not a file')
    expect(await said('socket.png')).toContain('is a socket, not a file')
    expect(await said('zero.png')).toContain('leads out of the folder')
    server.close()
  })

  it('what lies elsewhere is refused: a link out of the article, a path out of the project, a broken link', async () => {
    writeFileSync(join(outside, 'secret.png'), whole['a.png'])
    symlinkSync(join(outside, 'secret.png'), join(folder, 'link.png'))
    symlinkSync(outside, join(folder, 'linked'))
    symlinkSync('nothing', join(folder, 'broken.png'))
    symlinkSync('loop.png', join(folder, 'loop.png'))
    put('a.png', whole['a.png'])
    symlinkSync('a.png', join(folder, 'within.png'))
    expect(await said('link.png')).toContain('leads out of the folder of the article')
    expect(await said('linked/secret.png')).toContain('leads out of the folder of the article')
    expect(await said(relative(folder, join(outside, 'secret.png')))).toContain('lies outside of the project')
    expect(await said('broken.png')).toContain('link to nothing')
    expect(await said('loop.png')).toContain('link to nothing')
    expect(await said('within.png')).toBe('')
  })

  it('a name that is not there is answered with the one that was meant', async () => {
    put('curves.png', whole['a.png'])
    expect(await said('Curves.PNG')).toBe(
      'is not there: the file is called curves.png. Write curves.png, with the same capital letters: servers tell them apart.',
    )
    expect(await said('curvse.png')).toBe('is not there. Did you mean curves.png?')
    expect(await said('none/curves.png')).toContain('nor is its folder')
  })
})

describe('an SVG that would keep a browser busy', () => {
  it.each([
    ['bomb.svg', useBomb(60), 'draws more than 50,000 elements'],
    [
      'patterns.svg',
      svg(
        Array.from(
          { length: 40 },
          (_, i) => `<pattern id="p${i}"><rect fill="url(#p${i + 1})"/><rect fill="url(#p${i + 1})"/></pattern>`,
        ).join(''),
      ),
      'draws more than',
    ],
    ['endless.svg', svg('<g id="a"><use href="#b"/></g><g id="b"><use xlink:href="#a"/></g>'), 'without end'],
    ['deep.svg', svg('<g>'.repeat(100_000) + '</g>'.repeat(100_000)), 'nested more than 256 deep'],
    ['long.svg', svg('<g/>'.repeat(2 ** 20)), 'at most 4 MB of SVG'],
    [
      'laughs.svg',
      '<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><svg xmlns="http://www.w3.org/2000/svg">&b;</svg>',
      'declares entities',
    ],
    [
      'external.svg',
      '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>',
      'declares entities',
    ],
    ['open.svg', '<svg xmlns="http://www.w3.org/2000/svg"><g>', 'unclosed tag: g'],
    [
      'latin.svg',
      Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><svg xmlns="http://www.w3.org/2000/svg"/>'),
      'ISO-8859-1',
    ],
    ['bytes.svg', Buffer.concat([Buffer.from('<svg>'), Buffer.from([0xe4, 0xff])]), 'is no text in UTF-8'],
    ['html.svg', '<svg><script>1</script></svg>', 'Begin with <svg xmlns='],
  ])('%s is refused in bounded time', async (name, bytes, words) => {
    put(name, bytes)
    const start = performance.now()
    expect(await said(name)).toContain(words)
    expect(performance.now() - start).toBeLessThan(5_000)
  })
})
