// Usage: node sparql-http-client.mjs ADDRESS SECRET. Asserts, and prints what was seen as JSON.
import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import ParsingClient from 'sparql-http-client/ParsingClient.js'
import StreamClient from 'sparql-http-client'

const [address, secret] = process.argv.slice(2)
const options = {
  endpointUrl: `${address}/sparql`,
  updateUrl: `${address}/sparql`,
  storeUrl: `${address}/store`,
  user: 'anybody',
  password: secret
}
const pattern = '{ ?s ?p ?o }'
const parsing = new ParsingClient(options)
const streaming = new StreamClient(options)
const seen = {}

for (const operation of ['get', 'postUrlencoded', 'postDirect']) {
  const rows = await parsing.query.select(`SELECT * ${pattern} LIMIT 50`, { operation })
  assert.equal(rows.length, 50)
  const dataset = await parsing.query.construct(`CONSTRUCT WHERE ${pattern} LIMIT 50`, { operation })
  assert.equal(dataset.size, 50)
  assert.equal(await parsing.query.ask(`ASK ${pattern}`, { operation }), true)
  seen[operation] = { rows: rows.length, triples: dataset.size }
}

// Its postDirect sends updates as application/sparql-query, which no server takes for one.
await parsing.query.update('INSERT DATA { GRAPH <urn:node> { <urn:client> <urn:p> "ə &+" } }')
assert.equal(await parsing.query.ask('ASK { <urn:client> <urn:p> "ə &+" }'), true)
seen.updates = 1

const { factory } = parsing
const graph = factory.namedNode('urn:node-graph')
const quads = ['a', 'b', 'c'].map(name => factory.quad(
  factory.namedNode(`urn:${name}`), factory.namedNode('urn:p'), factory.literal('ə "x"', 'az'), graph
))
async function stored () {
  const found = []
  for await (const quad of streaming.store.get(graph)) found.push(quad)
  return found
}
await streaming.store.put(Readable.from(quads.slice(0, 2)), { graph })
assert.equal((await stored()).length, 2)
await streaming.store.post(Readable.from(quads.slice(2)), { graph })
const found = await stored()
assert.equal(found.length, 3)
assert.equal(found[0].object.value, 'ə "x"')
await parsing.query.update('DROP GRAPH <urn:node-graph>')
await assert.rejects(stored(), /Not Found|404/)
seen.stored = found.length
console.log(JSON.stringify(seen))
