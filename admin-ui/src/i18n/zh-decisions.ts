import type { DecisionMessages } from './decision-messages.js';

export const zhDecisions: DecisionMessages = {
  decisions: {
    moved: '依据于 %{at} 变动：%{what}。请重新审阅，按现在的情况决定。',
    choose_first: '“逐项选定”须先显示双方记录，并为每个不一致的项目选定一边。',
    moved_proposal: '%{by} 的提议基于变动前的情况，已失效；需要时请重新提议。',
    undo: '撤销决定',
    undo_ask: '请求撤销',
    undo_asked: '已请求撤销，在“待撤销的决定”中待另一人复核',
    undo_sides: '两边档案恢复到决定之前的值；此后又被更改的不覆盖。',
    undo_pair: '不再记住这两份记录不是同一人。',
    undo_asks: '重新查询登记系统，仍不一致的再成为待处理事项。',
  },
};
