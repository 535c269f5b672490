import { z } from 'zod';
import { LOT_HOLD_EVENTS, LOT_HOLD_KINDS, LOT_HOLD_STATUSES } from '../domain/stock/lot-hold.js';
import { areaCode, code, day, EXAMPLE, freeText, id, instant, lot, pageOf, pageQuery, staffId, version } from './fields.js';
import { defineOperation } from './operation.js';

export const LOT_STATUSES = ['usable', 'held', 'recalled'] as const;

const productId = code.meta({ description: 'name of the product' });
const kind = z.enum(LOT_HOLD_KINDS).meta({ description: '`recall`: called back (Law art. 73); `cold-chain`: out of its temperature (Norms ch. 3 section 10); `suspected`: its quality is in doubt (Law art. 73)' });
const byAt = z.strictObject({ by: z.string(), at: instant });
const counted = z.int().min(0).max(1001);

const Lot = z
  .strictObject({ productId, lot, expiresOn: day, status: z.enum(LOT_STATUSES).meta({ description: 'at every site; whether it has expired says its date' }) })
  .meta({ id: 'Lot' });
export type Lot = z.infer<typeof Lot>;

const LotHold = z
  .strictObject({
    id: id('hold'), kind, status: z.enum(LOT_HOLD_STATUSES), version,
    siteId: id('site').nullable().meta({ description: 'who stopped it, and so who may let it go; of a hold also whose recipients are followed up. Null: an area' }),
    areaCode,
    since: instant.nullable().meta({ description: 'doses given from then on are in question; null: all' }),
    placed: byAt,
    asked: byAt.nullable().meta({ description: 'who asked to let it go' }),
    released: byAt.nullable().meta({ description: 'who agreed' }),
    recipients: z
      .strictObject({
        waiting: counted.meta({ description: 'have no case yet' }),
        open: counted.meta({ description: 'have a case `lot-follow-up` that is open' }),
        followedUp: counted,
        withdrawn: counted.meta({ description: 'were not followed up, since the lot was let go' }),
      })
      .meta({ description: 'who got a dose of it; 1001 means that many or more' }),
    log: z.array(z.strictObject({ version, type: z.enum(LOT_HOLD_EVENTS), by: z.string(), at: instant, reason: z.string().nullable() })).meta({ description: 'oldest first' }),
  })
  .meta({ id: 'LotHold' });
export type LotHold = z.infer<typeof LotHold>;

export const LotShown = z.strictObject({ ...Lot.shape, holds: z.array(LotHold).meta({ description: 'the newest first; what is over among them' }) }).meta({ id: 'LotShown' });
export type LotShown = z.infer<typeof LotShown>;

const holdExample: LotHold = {
  id: EXAMPLE.command, kind: 'cold-chain', status: 'release-asked', version: 2, siteId: EXAMPLE.site, areaCode: '440106', since: EXAMPLE.at,
  placed: { by: 'S-12', at: EXAMPLE.at }, asked: { by: 'S-13', at: EXAMPLE.at }, released: null,
  recipients: { waiting: 0, open: 3, followedUp: 9, withdrawn: 0 },
  log: [
    { version: 1, type: 'placed', by: 'S-12', at: EXAMPLE.at, reason: '冰箱断电，温度升至 11℃' },
    { version: 2, type: 'releaseAsked', by: 'S-13', at: EXAMPLE.at, reason: '厂家评估：短时超温不影响质量' },
  ],
};
const lotExample: Lot = { productId: 'mmr', lot: 'MMR-2026A', expiresOn: '2028-12-31', status: 'held' };
const shownExample: LotShown = { ...lotExample, holds: [holdExample] };

/** Filters that the list of lots offers; each is in the order of product and lot. */
export const LOT_LISTS = ['all', 'productId', 'status', 'productId+status'] as const;

export const listLots = defineOperation({
  id: 'listLots', method: 'get', path: '/v1/lots', tag: 'lots', summary: 'Lots by product and lot: whether each may be used', scope: ['journeys:read', 'lots:hold'], kinds: ['site-client', 'operator'],
  query: z.strictObject({ productId: productId.optional(), status: z.enum(LOT_STATUSES).optional(), ...pageQuery }),
  status: 200, answer: pageOf(Lot).meta({ id: 'LotPage' }), problems: [],
  examples: { query: { status: 'held' }, answer: { data: [lotExample], pageInfo: { hasNextPage: false, endCursor: null } } },
});

const key = z.strictObject({ productId, lot });
const keyExample = { productId: 'mmr', lot: 'MMR-2026A' };

export const getLot = defineOperation({
  id: 'getLot', method: 'get', path: '/v1/lots/{productId}/{lot}', tag: 'lots', summary: 'One lot: what stops it or stopped it, why, and how far those who got it are followed up', scope: ['journeys:read', 'lots:hold'], kinds: ['site-client', 'operator'],
  params: key, status: 200, answer: LotShown, problems: [404],
  examples: { params: keyExample, answer: shownExample },
});

const holders = { method: 'post', tag: 'lots', scope: 'lots:hold', kinds: ['site-client', 'operator'], answer: LotShown, problems: [404, 409] } as const;

export const placeLotHold = defineOperation({
  id: 'placeLotHold', path: '/v1/lots/{productId}/{lot}/holds', summary: 'Stop a lot at every site at once: recall it, or hold it until somebody has assessed it', ...holders,
  params: key, status: 201,
  body: z
    .strictObject({
      staffId, kind,
      siteId: id('site').optional().meta({ description: 'whose stock it is; needed of who works for several sites, never for a recall' }),
      since: instant.optional().meta({ description: 'doses given from then on are in question; without it all' }),
      reason: freeText.meta({ description: 'kept encrypted' }),
    })
    .meta({ id: 'LotHoldToPlace' }),
  examples: {
    params: keyExample,
    bodies: {
      coldChain: { staffId: 'S-12', kind: 'cold-chain', siteId: EXAMPLE.site, since: EXAMPLE.at, reason: '冰箱断电，温度升至 11℃' },
      recall: { staffId: 'S-12', kind: 'recall', reason: '上市许可持有人公告召回' },
    },
    answer: shownExample,
  },
});

const params = z.strictObject({ id: id('hold') });
const Reasoned = z.strictObject({ staffId, version, reason: freeText.meta({ description: 'kept encrypted' }) }).meta({ id: 'LotHoldWithReason' });
const Approval = z.strictObject({ staffId, version }).meta({ id: 'LotHoldApproval' });
const at = { params: { id: EXAMPLE.command } };

export const askLotRelease = defineOperation({
  id: 'askLotRelease', path: '/v1/lot-holds/{id}/release', summary: 'Ask to let a lot go, or to withdraw its recall; another person has to agree', ...holders, params, status: 200,
  body: Reasoned, examples: { ...at, bodies: { assessed: { staffId: 'S-13', version: 1, reason: '厂家评估：短时超温不影响质量' } }, answer: shownExample },
});

export const approveLotRelease = defineOperation({
  id: 'approveLotRelease', path: '/v1/lot-holds/{id}/release/approve', summary: 'Let a lot go as another person has asked; what is still to be followed up of it goes away', ...holders, params, status: 200,
  body: Approval, examples: { ...at, bodies: { yes: { staffId: 'S-12', version: 2 } }, answer: { ...lotExample, status: 'usable', holds: [{ ...holdExample, status: 'released', version: 3, released: { by: 'S-12', at: EXAMPLE.at } }] } },
});

export const declineLotRelease = defineOperation({
  id: 'declineLotRelease', path: '/v1/lot-holds/{id}/release/decline', summary: 'Decline to let a lot go, or take back what one asked oneself', ...holders, params, status: 200,
  body: Reasoned, examples: { ...at, bodies: { no: { staffId: 'S-12', version: 2, reason: '稳定性数据不足' } }, answer: { ...shownExample, holds: [{ ...holdExample, status: 'in-force', version: 3, asked: null }] } },
});
