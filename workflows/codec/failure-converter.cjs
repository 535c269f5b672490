'use strict';
const { DefaultFailureConverter } = require('@temporalio/common');

// Messages and stack traces are plain text in Temporal's store unless they are made a payload, which the codec then encrypts.
exports.failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: true });
