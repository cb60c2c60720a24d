"""Tables on their way out and in, as the page 数据交换 and its windows handle them."""
