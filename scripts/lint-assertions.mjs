/** Rules of oxlint for the assertions in tests. */
const isBare = ({ callee, arguments: args }) =>
  (callee.type === 'Identifier' && callee.name === 'assert') ||
  (callee.type === 'MemberExpression' && callee.object.name === 'assert' && callee.property.name === 'ok' && args.length < 2);

/** Requires a message. For a failed `assert.ok(x)` without one, Node reads the source again, which can take minutes. */
const message = {
  create: (context) => ({
    CallExpression(node) {
      if (isBare(node)) context.report({ node, message: 'Use assert.equal(), or assert.ok() with a message.' });
    },
  }),
};

/** Requires `await`, because a promise of chai that is not awaited cannot fail a test. */
const awaitAccessible = {
  create: (context) => ({
    ExpressionStatement(node) {
      if (node.expression.type === 'CallExpression' && node.expression.callee.property?.name === 'accessible') context.report({ node, message: 'Await accessible().' });
    },
  }),
};

export default { meta: { name: 'assertions' }, rules: { message, 'await-accessible': awaitAccessible } };
