/** Replaces superagent's agents in the vendor build: defaults for several requests, which neither auth0-js nor Lock uses. */
module.exports = class {};
