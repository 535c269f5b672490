import { HAZARDS, testsByHazard } from './generate-hazards.js';

it.each(Object.keys(HAZARDS))('%s has a test as soon as there is something to test', (hazard) => {
  expect(testsByHazard().get(hazard)?.length === 0).toBe(HAZARDS[hazard]?.later === true);
});
