import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

export const root = join(import.meta.dirname, '..');

/** What an operator fills in: it comes from the systems outside. */
export const OF_OTHERS: Record<string, string> = {
  REGISTRY_GUANGDONG_URL: 'https://registry.example/api', SMS_URL: 'https://sms.example/v1', SMS_API_KEY: 'secret',
  BIRTH_CERTIFICATE_URL: 'https://certificates.example/api', BIRTH_CERTIFICATE_KEY: 'secret', POLICE_FACE_URL: 'https://face.example/api', POLICE_FACE_KEY: 'secret',
  HOUSEHOLD_REGISTER_URL: 'https://register.example/api', HOUSEHOLD_REGISTER_KEY: 'secret',
};

export type Service = {
  image: string;
  build?: { context: string; dockerfile: string; target: string };
  command?: string | string[];
  entrypoint?: string[];
  environment?: Record<string, string>;
  ports?: string[];
  volumes?: string[];
  secrets?: string[];
  restart?: string;
  networks?: string[];
  depends_on?: Record<string, { condition: string }>;
  deploy?: { resources: { limits: { cpus: string; memory: string } } };
};

export type ComposeFile = { services: Record<string, Service>; networks: object; volumes: object; secrets: Record<string, { file: string }> };

export function readText(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

export function readYaml(path: string): unknown {
  return parse(readText(path), { merge: true });
}

/** The compose file as Compose sees it with these variables, which it puts in after parsing; a required one that is missing or empty is refused. */
export function composeWith(variables: Readonly<Record<string, string | undefined>>): ComposeFile {
  const put = (_key: string, value: unknown) => (typeof value === 'string' ? interpolate(value, variables) : value);
  return JSON.parse(JSON.stringify(readYaml('docker-compose.yml')), put) as ComposeFile;
}

function interpolate(text: string, variables: Readonly<Record<string, string | undefined>>): string {
  return text.replace(/\$\$|\$\{(\w+)(:\?|:-)([^}]*)\}/g, (match, name: string, kind: string, otherwise: string) => {
    if (match === '$$') return '$';
    const given = variables[name] ?? '';
    if (given === '' && kind === ':?') throw new Error(`required variable ${name} is missing a value`);
    return given === '' ? otherwise : given;
  });
}

/** Names of the variables that the file takes from `.env`. */
export function interpolatedNames(): string[] {
  return [...new Set([...readText('docker-compose.yml').matchAll(/\$\{(\w+)/g)].map(([, name]) => name ?? ''))];
}
