/**
 * What superagent gets for `fast-safe-stringify`, which replaces circular references: auth0-js sends none. The vendor build
 * puts this in its place.
 */
module.exports = JSON.stringify;
