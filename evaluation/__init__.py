"""嘎查村级组织星级管理: the rating itself. Knows no window, no SQL and no file.

Glossary: one English name for one thing, beside the official term.

    village, unit            嘎查 / 村, 单位类型       town, county          苏木乡镇, 旗县市区
    round, year              年度评定, 年度            participation         参评 / 不参评 / 仅结果
    standard                 评定标准                  basis, document       《办法》, 文号
    star, indicator, clause  星, 指标, 计分办法        figure, base          数据, 基数
    occurrence, step         扣分（按次）, 每低/每超   ladder, proportion    分档, 比例
    discretion               酌情                      bottom line           底线
    category                 考核类别                  shared figure         全年共用数据
    self sheet, assessment   自评表, 初评表            review                复核
    mark, deduction          查验记录, 扣分            unchecked, awaiting   未查, 待数据
    not applicable           不涉及                    seal, return          签字, 退回
    ballot, channel          测评, 发票方式            expected, present     应到, 实到
    issued, returned, valid  发出, 收回, 有效          satisfaction          满意率
    deliberation, part       综合议评审核, 环节        sign-off, meeting     审签, 会议纪要
    computed, proposed,      初评建议, 拟定, 评定      override              会议改动
    final
    notice, objection        公示, 异议                publish               定评封存
    rating class, quota      类别（三类定级）, 名额    tie, undetermined     并列裁定, 待定
    star rate, share         获星率, 占比              pending               待评
    veto item, case          一票否决事项, 认定        authority, lift       设定依据, 解除
    bonus                    加分                      certificate           星级评定证书
    history, seal (of year)  历史, 封存校验            actor                 经办人
    proof, rekey             校对, 重录比对            read back             唱校
    blind                    背靠背                    spread                多人评分对照
    evidence, subject        附件, 附在哪一处          undo                  撤销
    check, finding           校核项, 校核发现          finding note          校核说明
    feedback form            部门反馈表                score sheet           打分表
    advice                   整改建议                  step dates, plan      步骤日期, 日程
"""
