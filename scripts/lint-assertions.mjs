/** Rules of oxlint for what tests assert. */
const isBare = ({ callee, arguments: args }) =>
  (callee.type === 'Identifier' && callee.name === 'assert') ||
  (callee.type === 'MemberExpression' && callee.object.name === 'assert' && callee.property.name === 'ok' && args.length < 2);

/** Node reads the source again to say what a bare `assert.ok(x)` was about, which can take minutes of computing. */
const message = {
  create: (context) => ({
    CallExpression(node) {
      if (isBare(node)) context.report({ node, message: 'Use assert.equal(), or assert.ok() with a message.' });
    },
  }),
};

/** An assertion of chai's that nobody awaits cannot fail. */
const awaitAccessible = {
  create: (context) => ({
    ExpressionStatement(node) {
      if (node.expression.type === 'CallExpression' && node.expression.callee.property?.name === 'accessible') context.report({ node, message: 'Await accessible().' });
    },
  }),
};

export default { meta: { name: 'assertions' }, rules: { message, 'await-accessible': awaitAccessible } };
