import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/** Seals texts that others may get hold of: without the secret nobody reads or changes one. */
export interface Sealer {
  /** @param of what it belongs to: sealed for one, it opens for no other. */
  seal(text: string, of: string): string;
  /** Undefined: not sealed by us, or for something else, or with another secret. */
  open(sealed: string, of: string): string | undefined;
}

const cipher = 'aes-256-gcm';
const [ivBytes, tagBytes] = [12, 16];

export function sealer(secret: string): Sealer {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'soundings sessions', 32));
  return {
    seal(text, of) {
      const iv = randomBytes(ivBytes);
      const sealing = createCipheriv(cipher, key, iv).setAAD(Buffer.from(of));
      const sealed = Buffer.concat([sealing.update(text, 'utf8'), sealing.final()]);
      return Buffer.concat([iv, sealing.getAuthTag(), sealed]).toString('base64url');
    },
    open(sealed, of) {
      const bytes = Buffer.from(sealed, 'base64url');
      if (bytes.length < ivBytes + tagBytes) return undefined;
      const [iv, tag, rest] = [
        bytes.subarray(0, ivBytes),
        bytes.subarray(ivBytes, ivBytes + tagBytes),
        bytes.subarray(ivBytes + tagBytes),
      ];
      const opening = createDecipheriv(cipher, key, iv, { authTagLength: tagBytes })
        .setAAD(Buffer.from(of))
        .setAuthTag(tag);
      try {
        return Buffer.concat([opening.update(rest), opening.final()]).toString('utf8');
      } catch {
        return undefined;
      }
    },
  };
}
