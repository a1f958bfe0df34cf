import { type Spec, Validation } from '@cyclonedx/cyclonedx-library';
import { entriesOf, type LockFile, nameOf } from './lock-file.ts';

interface Bill {
  specVersion: Spec.Version;
  components: Component[];
}

interface Component {
  purl: string;
  hashes?: { alg: string; content: string }[];
  properties?: { name: string; value: string }[];
}

/**
 * What is wrong with a CycloneDX bill of materials: against its schema, and against the lock file that it was made of. What is for
 * development alone is on it, marked as that.
 */
export async function billFaults(text: string, lock: LockFile): Promise<string[]> {
  const bill: Bill = JSON.parse(text);
  const invalid = await new Validation.JsonStrictValidator(bill.specVersion).validate(text);
  if (invalid) return [`the bill of materials is not valid: ${JSON.stringify(invalid).slice(0, 500)}`];
  const listed = new Map(bill.components.map((component) => [decodeURIComponent(component.purl), component]));
  return entriesOf(lock).flatMap(([path, { dev = false, version, integrity = '' }]) => {
    const purl = `pkg:npm/${nameOf(path)}@${version}`;
    const component = listed.get(purl);
    if (!component) return [`the bill of materials lacks ${purl}`];
    const hash = Buffer.from(integrity.replace(/^sha512-/, ''), 'base64').toString('hex');
    return [
      ...(component.hashes?.some(({ alg, content }) => alg === 'SHA-512' && content === hash)
        ? []
        : [`the bill of materials has no hash, or another one, for ${purl}`]),
      ...(!dev && isForDevelopment(component) ? [`the bill of materials takes ${purl} for development alone`] : []),
    ];
  });
}

const isForDevelopment = ({ properties }: Component) =>
  properties?.some(({ name }) => name === 'cdx:npm:package:development') === true;
