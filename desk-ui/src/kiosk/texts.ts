/** What residents read at the kiosk. */
export const kioskTexts = {
  zh: {
    title: '自助签到',
    show: '请出示健康码',
    label: '扫码',
    hint: '将手机上的健康码对准扫码口',
    camera: '用摄像头扫码',
    done: '%{name}，签到成功',
    no_visit: '%{name}，今天没有预约',
    go_to: '请到：%{station}',
    waits: '请在此等候，或咨询工作人员',
    failed: '没有成功，请到登记台',
    ready: '完成',
  },
  en: {
    title: 'Check in',
    show: 'Please show your health code',
    label: 'Scan',
    hint: 'Hold the health code on your phone before the scanner',
    camera: 'Scan by camera',
    done: '%{name}, you are checked in',
    no_visit: '%{name}, you have no booking today',
    go_to: 'Please go to: %{station}',
    waits: 'Please wait here, or ask our staff',
    failed: 'That did not work; please go to registration',
    ready: 'Done',
  },
};
