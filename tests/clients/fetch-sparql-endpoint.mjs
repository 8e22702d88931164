// Usage: node fetch-sparql-endpoint.mjs ADDRESS SECRET. Asserts, and prints what was seen as JSON.
import assert from 'node:assert/strict'
import { SparqlEndpointFetcher } from 'fetch-sparql-endpoint'

const [address, secret] = process.argv.slice(2)
const endpoint = `${address}/sparql`
const pattern = '{ ?s ?p ?o }'
const seen = {}

async function all (stream) {
  const found = []
  for await (const each of stream) found.push(each)
  return found
}

for (const method of ['POST', 'GET']) {
  const fetcher = new SparqlEndpointFetcher({ method })
  const rows = await all(await fetcher.fetchBindings(endpoint, `SELECT * ${pattern} LIMIT 50`))
  assert.equal(rows.length, 50)
  assert.equal(rows[0].s.termType, 'NamedNode')
  const triples = await all(await fetcher.fetchTriples(endpoint, `CONSTRUCT WHERE ${pattern} LIMIT 50`))
  assert.equal(triples.length, 50)
  assert.equal(await fetcher.fetchAsk(endpoint, `ASK ${pattern}`), true)
  seen[method] = { rows: rows.length, triples: triples.length }
}

const writer = new SparqlEndpointFetcher({ defaultHeaders: new Headers({ authorization: `Bearer ${secret}` }) })
await writer.fetchUpdate(endpoint, 'INSERT DATA { GRAPH <urn:node> { <urn:fetcher> <urn:p> "ə &+" } }')
assert.equal(await writer.fetchAsk(endpoint, 'ASK { <urn:fetcher> <urn:p> "ə &+" }'), true)
await assert.rejects(new SparqlEndpointFetcher().fetchUpdate(endpoint, 'DROP ALL'), /401/)
await assert.rejects(writer.fetchAsk(endpoint, 'ASK { SERVICE <http://x.example/> {} }'), /403/)
seen.updates = 1
console.log(JSON.stringify(seen))
