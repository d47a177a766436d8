package org.mcws.desk.onboarding;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Orders the images that are to be built, without waiting for them. */
@Component
class OrderImages implements JavaDelegate {

  private final OrderedImages images;

  OrderImages(OrderedImages images) {
    this.images = images;
  }

  @Override
  public void execute(DelegateExecution execution) {
    images.order(execution.getProcessInstanceId());
  }
}
