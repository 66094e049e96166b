import { expect, it } from 'vitest'
import { createEngine, type Port } from '../../src/engine/engine.ts'
import type { Asked, AskMessage, Progress, ReplyMessage } from '../../src/engine/messages.ts'

/** A worker that answers when told to. */
function fakePort() {
  const sent: AskMessage[] = []
  let ended = 0
  const port: Port = {
    postMessage: (message) => sent.push(message),
    onmessage: null,
    onerror: null,
    terminate: () => ended++,
  }
  return {
    port,
    sent,
    ended: () => ended,
    reply: (data: ReplyMessage) => port.onmessage?.call(port as Worker, { data } as MessageEvent),
    fail: (message: string) => port.onerror?.call(port as Worker, { message } as ErrorEvent),
  }
}

const asked = (given: unknown = { unit: 'conv4/39' }): Asked => ({ kind: 'kernel', name: 'weights', model: 'm', given })
const turn = () => new Promise((resolve) => setTimeout(resolve))

it('starts the worker with the first question, and one for all', () => {
  let opened = 0
  const { port, sent } = fakePort()
  const engine = createEngine(() => (opened++, port))
  expect(opened).toBe(0)
  void engine.call(asked())
  void engine.call(asked(2))
  expect(opened).toBe(1)
  expect(sent).toEqual([
    { id: 1, act: 'call', ...asked() },
    { id: 2, act: 'call', ...asked(2) },
  ])
})

it('sends what can be cloned where a question is made with a widget’s proxies', () => {
  const { port, sent } = fakePort()
  const proxied = <T extends object>(value: T): T => new Proxy(value, {})
  const engine = createEngine(() => port)
  const values = new Float32Array([1, 2])
  const given = proxied({ unit: 'conv4/39', stimulus: proxied([1, proxied({ values })]) })
  void engine.call(asked(given))
  expect(structuredClone(sent[0])).toMatchObject({ given: { unit: 'conv4/39', stimulus: [1, { values }] } })
  expect(() => structuredClone(given)).toThrow('could not be cloned')
})

it('gives each call its own progress and result, in whatever order they come', async () => {
  const { port, reply } = fakePort()
  const engine = createEngine(() => port)
  const heard: Progress[] = []
  const first = engine.call(asked(), (progress) => heard.push(progress))
  const second = engine.call(asked())
  reply({ id: 1, progress: { loaded: 1, total: 3 } })
  reply({ id: 2, result: 'two' })
  reply({ id: 1, result: 'one' })
  expect(await Promise.all([first, second])).toEqual(['one', 'two'])
  expect(heard).toEqual([{ loaded: 1, total: 3 }])
})

it('a call fails with the worker’s message and its reason', async () => {
  const { port, reply } = fakePort()
  const call = createEngine(() => port).call(asked())
  reply({ id: 1, error: 'unknown layer: conv9', cause: 'computation' })
  await expect(call).rejects.toMatchObject({ message: 'unknown layer: conv9', reason: 'computation' })
})

it('a worker whose script is gone fails what waits for it in a reader’s words, and the next call starts another', async () => {
  const { port, sent, fail } = fakePort()
  let opened = 0
  const engine = createEngine(() => (opened++, port))
  const call = engine.call(asked())
  fail('')
  await expect(call).rejects.toMatchObject({ message: /a part of the page could not be loaded/, reason: 'missing' })
  void engine.call(asked())
  expect([opened, sent.length]).toEqual([2, 2])
})

it('a worker that missed a file fails all that waits, and the next call starts another', async () => {
  const { port, sent, reply, ended } = fakePort()
  const engine = createEngine(() => port)
  const calls = [engine.call(asked()), engine.call(asked())]
  reply({ id: 1, error: 'the network could not be loaded (status 404)', cause: 'missing' })
  for (const call of calls) await expect(call).rejects.toThrow('the network could not be loaded (status 404)')
  expect(ended()).toBe(1)
  void engine.call(asked())
  expect(sent).toHaveLength(3)
})

it('a browser that denies workers is named, and asked again by the next call', async () => {
  let denied = true
  const { port, sent } = fakePort()
  const engine = createEngine(() => {
    if (denied) throw new ReferenceError('Worker is not defined')
    return port
  })
  await expect(engine.call(asked())).rejects.toMatchObject({ message: /no Web Workers/, reason: 'browser' })
  denied = false
  void engine.call(asked())
  expect(sent).toHaveLength(1)
})

it('work in steps asks for one frame at a time, and ends with the last', async () => {
  const { port, sent, reply } = fakePort()
  const steps = createEngine(() => port).steps(asked())
  const first = steps.next()
  expect(sent).toEqual([{ id: 1, act: 'start', run: 'kernel weights 1', ...asked() }])
  reply({ id: 1, result: undefined })
  await turn()
  expect(sent[1]).toEqual({ id: 2, act: 'next', run: 'kernel weights 1' })
  reply({ id: 2, result: 'frame' })
  expect(await first).toEqual({ value: 'frame', done: false })
  const second = steps.next()
  await turn()
  reply({ id: 3, result: undefined })
  expect(await second).toEqual({ value: undefined, done: true })
  expect(sent[3]).toMatchObject({ act: 'stop' })
})

it('work that nobody wants any more is stopped after its frame', async () => {
  const { port, sent, reply } = fakePort()
  const steps = createEngine(() => port).steps(asked())
  const first = steps.next()
  reply({ id: 1, result: undefined })
  await turn()
  reply({ id: 2, result: 'frame' })
  await first
  await steps.return()
  expect(sent.map(({ act }) => act)).toEqual(['start', 'next', 'stop'])
})
