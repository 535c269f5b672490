/** The screen on the wall says both at once, since nobody there chooses. */
export const boardTexts = {
  zh: {
    title: '留观区',
    hint: '接种后请留观 30 分钟；不适请立即告诉工作人员',
    minutes: '还剩 %{minutes} 分钟',
    over: '时间已到，请到留观台',
    nobody: '现在没有人留观',
    more: '另有 %{count} 人',
    stale: '数据停在 %{at}，正在重新连接',
    no_board: '此屏幕还没有登记为本站留观区的设备。',
    open: '留观公示屏',
  },
  en: {
    title: 'Observation',
    hint: 'Please stay 30 minutes after your vaccination; if you feel unwell, tell our staff at once',
    minutes: '%{minutes} min left',
    over: 'time is over, please go to the desk',
    nobody: 'nobody is under observation now',
    more: 'and %{count} more',
    stale: 'as of %{at}, connecting again',
    no_board: 'This screen is not enrolled as a device of the observation area of a site.',
    open: 'Public board',
  },
};
