module.exports = {
  configs: {
    recommended: {
      rules: {
        'element-id': 'error',
        'gateway-question': 'error',
        'answer-name': 'error'
      }
    }
  }
};
