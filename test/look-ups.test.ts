import { relative } from 'node:path';
import { type Node, SyntaxKind } from 'typescript/unstable/ast';
import {
  isAsExpression,
  isBinaryExpression,
  isBindingElement,
  isComputedPropertyName,
  isElementAccessExpression,
} from 'typescript/unstable/ast/is';
import { API, type Checker, type Type, TypeFlags } from 'typescript/unstable/sync';
import { afterAll, expect, test } from 'vitest';

/*
 * Objects have names that nobody gave them: `constructor`, `toString`, `__proto__`. Anyone who looks a word of people's up in one gets a function where
 * there is nothing. So what may be any text is no key of a look-up: tables are Maps, and records that travel as JSON are asked by `own`. The types
 * tell which keys may be any text; a cast in a key, which would hide it, is looked through.
 */

/** The one place that may, because it asks first. */
const asksFirst = 'src/domain/text/own.ts';

const api = new API({ cwd: process.cwd() });
afterAll(() => api.close());

test('no word of people is looked up in a plain object', () => {
  expect(lookUps((name) => name.startsWith('src/') && name !== asksFirst)).toEqual([]);
});

test('it sees them', () => {
  expect(lookUps((name) => name === asksFirst)).toHaveLength(1);
});

function lookUps(isLookedAt: (name: string) => boolean): string[] {
  const [project] = api.updateSnapshot({ openProjects: [`${process.cwd()}/tsconfig.json`] }).getProjects();
  if (!project) throw new Error('there is no project');
  const { program, checker } = project;
  const paths = program.getSourceFileNames().filter((path) => isLookedAt(relative(process.cwd(), path)));
  return paths.flatMap((path) => {
    const file = program.getSourceFile(path);
    if (!file) return [];
    return keysIn(file)
      .filter((key) => mayBeAnyText(checker, checker.getTypeAtLocation(key)))
      .map((key) => `${relative(process.cwd(), path)}: ${key.parent.getText(file)}`);
  });
}

/** What stands in the brackets of a look-up, before `in`, or in the brackets of a destructured name. */
function keysIn(node: Node): Node[] {
  const keys: Node[] = [];
  node.forEachChild((child) => {
    keys.push(...keysIn(child));
  });
  const key = keyOf(node);
  return key ? [...keys, uncast(key)] : keys;
}

function keyOf(node: Node): Node | undefined {
  if (isElementAccessExpression(node)) return node.argumentExpression;
  if (isBinaryExpression(node) && node.operatorToken.kind === SyntaxKind.InKeyword) return node.left;
  if (isBindingElement(node) && node.propertyName && isComputedPropertyName(node.propertyName))
    return node.propertyName.expression;
  return undefined;
}

const uncast = (key: Node): Node => (isAsExpression(key) ? uncast(key.expression) : key);

const anyText = TypeFlags.AnyOrUnknown | TypeFlags.String | TypeFlags.TemplateLiteral | TypeFlags.StringMapping;

function mayBeAnyText(checker: Checker, type: Type | undefined): boolean {
  if (!type || type.flags & anyText) return true;
  if (type.isUnionType() || type.isIntersectionType()) return type.getTypes().some((one) => mayBeAnyText(checker, one));
  if (type.flags & TypeFlags.Instantiable) return mayBeAnyText(checker, checker.getBaseConstraintOfType(type));
  return false;
}
