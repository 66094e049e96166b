/** What an article says about a network: a number, what it must be, and what chance gives. */
import type { ClaimData, ClaimRequest } from '../../artifacts/claim/artifact.ts'
import { figureKind, type Shown } from '../../vocabulary/figureKind.ts'
import { parsedText, text } from '../../vocabulary/props/text.ts'

export default figureKind({
  says: 'What the article says about the network, as its `claims.ts` measures it.',
  example: '<Claim id="claim-turn">…</Claim>',
  keeps: 'numbers',
  props: {
    name: parsedText(
      { meaning: '`claim-` and the name of the claim in `claims.ts`.', written: 'id' },
      {
        allowed: 'claim- and the name of the claim',
        example: 'claim-turn',
        parse: (id) => /^claim-(.+)$/.exec(id)?.[1],
        examples: () => ['turn'],
      },
    ),
    format: text({ meaning: 'How the number is written: a specifier of d3-format.', fallback: '.2f', example: '.1f' }),
  },
  requests({ name }, { article, network }) {
    const request: ClaimRequest = { kind: 'claim', model: network.id, article, id: name }
    return { claim: request }
  },
  view: (made: { claim: Shown<ClaimData> }) => made.claim.data,
})
