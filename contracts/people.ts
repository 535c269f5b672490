import { z } from 'zod';
import { ROLES } from '../domain/access/roles.js';
import { areaCode, day, EXAMPLE, id, pageOf, pageQuery, plainText } from './fields.js';
import { defineOperation } from './operation.js';

const administrators = { tag: 'administration', scope: [], kinds: ['person'] } as const;
const params = z.strictObject({ id: id('person') });

export const PERSON_STATUSES = ['active', 'revoked'] as const;

const posting = {
  name: plainText(100),
  roles: z.array(z.enum(ROLES)).min(1).max(ROLES.length),
  areaCode: areaCode.nullable().meta({ description: 'of a supervisor, of their level; null for everybody else' }),
  siteIds: z.array(id('site')).max(200).meta({ description: 'of whoever works at sites; empty for everybody else' }),
  validFrom: day,
  validUntil: day.nullable().meta({ description: 'the last day; null without an end' }),
};

export const RegisteredPerson = z
  .strictObject({
    id: id('person'), ...posting, status: z.enum(PERSON_STATUSES), issuer: z.string(), subject: z.string().meta({ description: 'who it is to the login provider' }),
    username: z.string().nullable().meta({ description: 'at our own login provider; null for whom another one knows' }),
  })
  .meta({ id: 'RegisteredPerson' });
export type RegisteredPerson = z.infer<typeof RegisteredPerson>;

const username = z.string().regex(/^[a-z0-9][a-z0-9._-]{2,63}$/).meta({ description: 'an account at our own login provider, with a first password' });
const subject = plainText(255).meta({ description: 'who it is to another login provider, which keeps the account' });

export const NewPerson = z.strictObject({ ...posting, username: username.optional(), subject: subject.optional() }).meta({ id: 'NewPerson', description: 'with exactly one of `username` and `subject`' });
export type NewPerson = z.infer<typeof NewPerson>;
export const PersonChange = z.strictObject({ ...posting, status: z.enum(PERSON_STATUSES) }).meta({ id: 'PersonChange' });
export type PersonChange = z.infer<typeof PersonChange>;

const PersonWithPassword = z
  .strictObject({ person: RegisteredPerson, password: z.string().nullable().meta({ description: 'shown here and never again: null in a repeated answer, and for whom another login provider knows' }) })
  .meta({ id: 'PersonWithPassword' });

const { command: personId, day: validFrom } = EXAMPLE;
const postingExample = { name: '示例登记员', roles: ['registrar' as const], areaCode: null, siteIds: [EXAMPLE.site], validFrom, validUntil: null };
const example: RegisteredPerson = { id: personId, ...postingExample, status: 'active', issuer: 'https://login.example', subject: personId, username: 'registrar-1' };

/** Filters that the list of people offers. */
export const PEOPLE_LISTS = ['all', 'siteId'] as const;

export const listPeople = defineOperation({
  id: 'listPeople', method: 'get', path: '/v1/administration/people', summary: 'People who may sign in, the newest first', ...administrators,
  query: z.strictObject({ siteId: id('site').optional(), ...pageQuery }),
  status: 200, answer: pageOf(RegisteredPerson).meta({ id: 'RegisteredPersonPage' }), problems: [],
  examples: { query: { siteId: EXAMPLE.site }, answer: { data: [example], pageInfo: { hasNextPage: false, endCursor: null } } },
});

export const getRegisteredPerson = defineOperation({
  id: 'getRegisteredPerson', method: 'get', path: '/v1/administration/people/{id}', summary: 'One of them', ...administrators, params,
  status: 200, answer: RegisteredPerson, problems: [404], examples: { params: { id: personId }, answer: example },
});

export const registerPerson = defineOperation({
  id: 'registerPerson', method: 'post', path: '/v1/administration/people', summary: 'Let somebody sign in', ...administrators, body: NewPerson,
  status: 201, answer: PersonWithPassword, problems: [],
  examples: { bodies: { ours: { ...postingExample, username: 'registrar-1' }, elsewhere: { ...postingExample, subject: 'u-4711' } }, answer: { person: example, password: 'k3mv-8qtz-w5np-c2hx' } },
});

export const changePerson = defineOperation({
  id: 'changePerson', method: 'post', path: '/v1/administration/people/{id}', summary: 'Change what somebody may, or revoke it; whatever they had open ends. Never of oneself', ...administrators, params, body: PersonChange,
  status: 200, answer: RegisteredPerson, problems: [404],
  examples: { params: { id: personId }, bodies: { revoked: { ...postingExample, status: 'revoked' } }, answer: { ...example, status: 'revoked' } },
});

export const setPassword = defineOperation({
  id: 'setPassword', method: 'post', path: '/v1/administration/people/{id}/password', summary: 'Give somebody with an account of ours another password; whatever they had open ends. Never oneself', ...administrators, params, body: z.strictObject({}).meta({ id: 'NewPassword' }),
  status: 200, answer: PersonWithPassword, problems: [404],
  examples: { params: { id: personId }, bodies: { anew: {} }, answer: { person: example, password: 'k3mv-8qtz-w5np-c2hx' } },
});

export const clearPin = defineOperation({
  id: 'clearPin', method: 'post', path: '/v1/administration/people/{id}/pin/clear', summary: 'Take away the PIN of somebody, who sets another once signed in in full; they are out at every shared desk. Never oneself', ...administrators, params, body: z.strictObject({}).meta({ id: 'PinClearing' }),
  status: 200, answer: z.strictObject({ cleared: z.boolean().meta({ description: 'whether there was one' }) }).meta({ id: 'PinCleared' }), problems: [],
  examples: { params: { id: personId }, bodies: { clear: {} }, answer: { cleared: true } },
});
