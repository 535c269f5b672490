import { ApplicationFailure } from '@temporalio/activity';
import type { EffectStore, UploadFacts } from '../db/effect-store.js';
import type { JourneyState, PlannedDose } from '../domain/journey/state.js';
import type { Product } from '../domain/policies.js';
import type { RegistryDose } from '../registries/immunization/port.js';

/** The dose as the registry is told. */
export type ReadDose = (state: JourneyState, dose: PlannedDose) => Promise<RegistryDose>;

/** 人群分类: all products are of the national programme so far; self-paid ones bring classes of their own. */
const CROWD = { code: '01', name: '国家免疫规划' };

export function createDoseReader(store: EffectStore, products: () => Promise<readonly Product[]>): ReadDose {
  return async (state, dose) => {
    const facts = await store.uploadFacts(state.journeyId, dose.plannedDoseId);
    const product = (await products()).find(({ productId }) => productId === dose.productId);
    const { given, verified } = dose;
    if (!facts?.traceCode || !product || !given || !verified) throw ApplicationFailure.create({ message: 'the record of the dose is not complete', type: 'dose-incomplete' });
    return {
      vaccine: { code: product.vaccine, name: product.name.zh },
      doseNumber: dose.doseNumber,
      maker: product.maker,
      lot: verified.lot,
      expiresOn: verified.expiresOn,
      traceCode: facts.traceCode,
      dosesPerPackage: product.dosesPerPackage,
      bodySite: given.bodySite,
      route: given.route,
      givenAt: given.givenAt,
      vaccinator: vaccinatorOf(facts),
      crowdClass: CROWD,
      site: { code: state.siteId, name: facts.siteName },
      area: { code: facts.areaCode, name: facts.areaName },
    };
  };
}

/** By reference, as in the event; the client stands for its staff where it names nobody. */
function vaccinatorOf({ givenBy }: UploadFacts): string {
  if (givenBy?.kind === 'person') return givenBy.personId;
  if (givenBy?.kind !== 'client') return 'process';
  return givenBy.staffId ?? givenBy.clientId;
}
