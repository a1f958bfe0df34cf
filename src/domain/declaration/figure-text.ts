/**
 * A number as people write it, as digits with a decimal point: `1,200`, `1.200.000`, `1 200`, `1'200`, `12,50`, `3.5`. With one dot and three
 * digits after it (`1.200`) it may be a thousand or one: that is asked. So is a comma before a per cent sign.
 */
export function digitsOf(written: string, percent: boolean): { digits: string } | { problem: string } | undefined {
  const plain = written.replace(/^[.,](?=\d)/, '0.');
  const [, whole = '', decimals] = /^(.*?)(?:[.,](\d{1,15}))?$/.exec(plain) ?? [];
  if (/^\d{1,15}$/.test(plain)) return { digits: plain };
  const single = /^(\d{1,3})([.,])(\d{3})$/.exec(plain);
  if (single) {
    const [, head = '', mark, tail = ''] = single;
    if (/^0/.test(head)) return { digits: `${head}.${tail}` };
    if (mark === ',' && !percent) return { digits: head + tail };
    return {
      problem: `"${written}" may be ${head + tail} or ${head}.${decimalsOf(tail)}; write the one that is meant`,
    };
  }
  if (/^\d{1,15}$/.test(whole) && decimals) return { digits: `${whole}.${decimals}` };
  const grouped = thousands.find((pattern) => pattern.test(plain));
  if (grouped) return { digits: plain.replace(/\D/g, '') };
  const last = Math.max(plain.lastIndexOf('.'), plain.lastIndexOf(','));
  const [integer, fraction] = [plain.slice(0, last), plain.slice(last + 1)];
  const mark = plain.charAt(last);
  if (last < 0 || integer.includes(mark) || !/^\d{1,15}$/.test(fraction)) return undefined;
  return thousands.some((pattern) => pattern.test(integer))
    ? { digits: `${integer.replace(/\D/g, '')}.${fraction}` }
    : undefined;
}

/** Three decimals could be thousands. */
function decimalsOf(three: string): string {
  const short = three.replace(/0+$/, '') || '0';
  return short.length === 3 ? `${short}0` : short;
}

/** Groups of three with one mark between them all, or of two as in India. */
const thousands = [
  /^\d{1,3}(?:,\d{3}){1,4}$/,
  /^\d{1,3}(?:\.\d{3}){1,4}$/,
  /^\d{1,3}(?: \d{3}){1,4}$/,
  /^\d{1,3}(?:['’]\d{3}){1,4}$/,
  /^\d{1,3}(?:_\d{3}){1,4}$/,
  /^\d{1,2}(?:,\d{2}){1,5},\d{3}$/,
];
