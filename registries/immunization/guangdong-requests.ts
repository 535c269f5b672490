import type { Identifier } from '../../domain/identity/identifier.js';
import { idTypeCode, nationalityCode, relationName, sexCode, sexName } from './guangdong-codes.js';
import { compactDate, shanghaiTime } from './guangdong-time.js';
import type { ArchiveChange, ArchiveFill, RegistryDose, RegistryGuardian, RegistryPerson } from './port.js';

/** Our words in the province's fields. Pure: the same content always gives the same text, so that a repeat has the same digest. */
export function personFields(person: RegistryPerson) {
  return {
    name: person.name,
    sexCode: sexCode(person.sex),
    sex: sexName(person.sex),
    birthday: compactDate(person.birthDate),
    ...identityFields(person.identifier),
    nationality: person.nationality,
    nationalityCode: nationalityCode(person.nationality),
    mobile: person.phone,
    village: person.address,
    guardian: person.guardian && guardianFields(person.guardian),
  };
}

export function identityFields(identifier: Identifier | null) {
  return { idType: identifier && idTypeCode(identifier.type), idNo: identifier && identifier.number };
}

export function fillFields({ name, identifier, phone, address, guardian }: ArchiveFill) {
  return {
    ...(name && { name }),
    ...(identifier && identityFields(identifier)),
    ...(phone && { mobile: phone }),
    ...(address && { village: address }),
    ...(guardian && { guardian: guardianFields(guardian) }),
  };
}

/** What is null here is to be empty there. */
export function changeFields({ name, sex, birthDate, identifier, phone }: ArchiveChange) {
  return {
    ...(name && { name }),
    ...(sex && { sexCode: sexCode(sex) }),
    ...(birthDate && { birthday: compactDate(birthDate) }),
    ...(identifier !== undefined && identityFields(identifier)),
    ...(phone !== undefined && { mobile: phone }),
  };
}

export function doseFields(dose: RegistryDose) {
  return {
    vaccineCode: dose.vaccine.code,
    vaccineName: dose.vaccine.name,
    doseNo: dose.doseNumber,
    makerCode: dose.maker.code,
    makerName: dose.maker.name,
    lotNo: dose.lot,
    expireDate: compactDate(dose.expiresOn),
    traceCode: dose.traceCode,
    packageDoses: dose.dosesPerPackage,
    bodySite: dose.bodySite,
    route: dose.route,
    inoculateTime: shanghaiTime(dose.givenAt),
    vaccinator: dose.vaccinator,
    crowdCode: dose.crowdClass.code,
    crowdName: dose.crowdClass.name,
    siteCode: dose.site.code,
    siteName: dose.site.name,
    areaCode: dose.area.code,
    areaName: dose.area.name,
  };
}

function guardianFields({ name, relation, identifier }: RegistryGuardian) {
  return { name, relation: relationName(relation), ...identityFields(identifier) };
}
