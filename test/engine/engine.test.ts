import { expect, it } from 'vitest'
import { createEngine, type Port } from '../../src/engine/engine.ts'
import { latest } from '../../src/engine/latest.ts'
import type { CallMessage, Progress, ReplyMessage } from '../../src/engine/messages.ts'

/** A worker that answers when told to. */
function fakePort() {
  const sent: CallMessage[] = []
  const port: Port = {
    postMessage: (message) => sent.push(message),
    onmessage: null,
    onerror: null,
  }
  return {
    port,
    sent,
    reply: (data: ReplyMessage) => port.onmessage!.call(port as Worker, { data } as MessageEvent),
    fail: (message: string) => port.onerror!.call(port as Worker, { message } as ErrorEvent),
  }
}

const given = { unit: 'conv4/39@8,8', stimulus: { angle: 0, curvature: 0, x: 0, y: 0 } }

it('starts the worker with the first call, and one for all', () => {
  let opened = 0
  const { port, sent } = fakePort()
  const engine = createEngine(() => (opened++, port))
  expect(opened).toBe(0)
  void engine.call('anatomy', '/model.json', given)
  void engine.call('anatomy', '/model.json', given)
  expect(opened).toBe(1)
  expect(sent).toEqual([
    { id: 1, call: 'anatomy', model: '/model.json', arguments: given },
    { id: 2, call: 'anatomy', model: '/model.json', arguments: given },
  ])
})

it('sends what can be cloned where a call is made with a widget’s proxies', () => {
  const { port, sent } = fakePort()
  const proxied = <T extends object>(value: T): T => new Proxy(value, {})
  const engine = createEngine(() => port)
  const values = new Float32Array([1, 2])
  const arguments_ = proxied({ unit: 'conv4/39@8,8', stimulus: proxied([1, proxied({ values })]) })
  void engine.call('anatomy', 'm', arguments_ as never)
  const cloned = structuredClone(sent[0]!.arguments) as unknown
  expect(cloned).toEqual({ unit: 'conv4/39@8,8', stimulus: [1, { values }] })
  expect(() => structuredClone(arguments_)).toThrow('could not be cloned')
})

it('gives each call its own progress and result, in whatever order they come', async () => {
  const { port, reply } = fakePort()
  const engine = createEngine(() => port)
  const heard: Progress[] = []
  const first = engine.call('anatomy', 'm', given, (progress) => heard.push(progress))
  const second = engine.call('anatomy', 'm', given)
  reply({ id: 1, progress: { loaded: 1, total: 3 } })
  reply({ id: 2, result: 'two' as never })
  reply({ id: 1, result: 'one' as never })
  expect(await Promise.all([first, second])).toEqual(['one', 'two'])
  expect(heard).toEqual([{ loaded: 1, total: 3 }])
})

it('a call fails with the worker’s message', async () => {
  const { port, reply } = fakePort()
  const call = createEngine(() => port).call('anatomy', 'm', given)
  reply({ id: 1, error: 'unknown layer: conv9' })
  await expect(call).rejects.toThrow('unknown layer: conv9')
})

it('a worker that cannot start fails what waits for it, and the next call starts another', async () => {
  const { port, sent, fail } = fakePort()
  let opened = 0
  const engine = createEngine(() => (opened++, port))
  const call = engine.call('anatomy', 'm', given)
  fail('')
  await expect(call).rejects.toThrow('the worker stopped: its script could not be loaded')
  void engine.call('anatomy', 'm', given)
  expect([opened, sent.length]).toEqual([2, 2])
})

it('of calls that arrive while one runs, only the latest runs', async () => {
  const finish: ((value: string) => void)[] = []
  const ran: number[] = []
  const call = latest((n: number) => {
    ran.push(n)
    return new Promise<string>((resolve) => finish.push(resolve))
  })
  const results = [1, 2, 3, 4].map(call)
  expect(ran).toEqual([1])
  finish[0]!('one')
  await results[0]
  expect(ran).toEqual([1, 4])
  finish[1]!('four')
  expect(await Promise.all(results)).toEqual(['one', undefined, undefined, 'four'])
})

it('after a call that failed the next one runs', async () => {
  const call = latest((n: number) => (n ? Promise.resolve(n) : Promise.reject(new Error('no'))))
  const [failed, next] = [call(0), call(1)]
  await expect(failed).rejects.toThrow('no')
  expect(await next).toBe(1)
})
